package io.leadservice;

import io.leadservice.config.AuthConfig;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.Secret;
import io.leadservice.http.AccessRules;
import io.leadservice.http.Admission;
import io.leadservice.http.Connections;
import io.leadservice.http.KnownCallers;
import io.leadservice.http.tokens.PublicKeys;
import io.leadservice.limit.FallbackLimiter;
import io.leadservice.limit.MeasuredLimiter;
import io.leadservice.limit.NodeLimiter;
import io.leadservice.limit.RateLimiter;
import io.leadservice.limit.RedisLimiter;
import io.leadservice.redis.RedisLink;
import io.leadservice.redis.RedisMeters;
import io.leadservice.telemetry.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes what the edge lets callers in by: the keys of their tokens, and the buckets of how often they come. */
final class EdgeAccess {

    private final Vertx vertx;
    private final LeadServiceConfig config;
    private final Supplier<LeadServiceConfig> now;
    private final Optional<Secret> redisUrl;
    private final MeterRegistry registry = Telemetry.registry();

    /** @param now the configuration whenever it is asked */
    EdgeAccess(Vertx vertx, LeadServiceConfig config, Supplier<LeadServiceConfig> now, Optional<Secret> redisUrl) {
        this.vertx = vertx;
        this.config = config;
        this.now = now;
        this.redisUrl = redisUrl;
    }

    /**
     * Reads the keys. A node without HTTP instances, which needs them for its administrators only, starts without keys that
     * cannot be read.
     *
     * @param developmentSecret that verifies tokens where none is configured
     * @param lifecycle that closes what is opened
     */
    Future<AccessRules> open(Optional<Secret> developmentSecret, Lifecycle lifecycle) {
        AuthConfig auth = config.auth().orSecret(developmentSecret);
        Admission admission = new Admission(
                config.http().admission(),
                config.http().requestTimeout(),
                config.http().maxBodyBytes(),
                registry);
        lifecycle.onStop(admission::close);
        NodeLimiter own = new NodeLimiter();
        return keys(auth, lifecycle)
                .map(keys -> new AccessRules(
                        auth,
                        keys,
                        new KnownCallers(),
                        () -> now.get().rateLimit(),
                        limiters(own),
                        own,
                        new Connections(config.http().connections(), registry),
                        admission,
                        registry));
    }

    private Future<PublicKeys> keys(AuthConfig auth, Lifecycle lifecycle) {
        PublicKeys keys = PublicKeys.of(vertx, auth, registry);
        lifecycle.onStop(keys::close);
        return keys.start()
                .map(keys)
                .recover(cause -> config.stages().http().instances() == 0
                        ? Future.succeededFuture(PublicKeys.of(vertx, auth.withoutPublicKeys(), registry))
                        : Future.failedFuture(cause));
    }

    private Supplier<RateLimiter> limiters(NodeLimiter own) {
        RateLimiter node = new MeasuredLimiter(own, "node", registry);
        if (redisUrl.isEmpty()) {
            return () -> node;
        }
        RedisMeters meters = new RedisMeters(registry);
        return () -> {
            RedisLink link = new RedisLink(vertx, redisUrl.get(), config.redis(), meters);
            return new FallbackLimiter(new MeasuredLimiter(new RedisLimiter(vertx, link), "redis", registry), node);
        };
    }
}
