package io.leadservice;

import io.leadservice.config.BreakerConfig;
import io.leadservice.config.ConfigException;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.MlServiceConfig;
import io.leadservice.config.OutsideServiceConfig;
import io.leadservice.config.Secret;
import io.leadservice.config.SuppressionConfig;
import io.leadservice.config.ValidationServiceConfig;
import io.leadservice.crypto.KeyedHash;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.lead.Vertical;
import io.leadservice.redis.RedisCache;
import io.leadservice.redis.RedisLink;
import io.leadservice.redis.RedisMeters;
import io.leadservice.resilience.BreakerPolicy;
import io.leadservice.resilience.CallPolicy;
import io.leadservice.resilience.JsonPost;
import io.leadservice.resilience.OutsideCall;
import io.leadservice.resilience.ResultCache;
import io.leadservice.resilience.Safeguards;
import io.leadservice.scoring.MlService;
import io.leadservice.scoring.Models;
import io.leadservice.scoring.ScoringStage;
import io.leadservice.telemetry.Telemetry;
import io.leadservice.validation.LeadCheck;
import io.leadservice.validation.RedisSuppressionLists;
import io.leadservice.validation.ServiceCheck;
import io.leadservice.validation.SuppressionLists;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what the stages ask outside. A process has one HTTP client, circuit breaker and bulkhead for each service; each
 * instance of a stage has its own connection to Redis.
 */
final class OutsideServices {

    private static final Logger LOG = LoggerFactory.getLogger(OutsideServices.class);
    private static final int CACHE_VERSION = 1;

    private final Vertx vertx;
    private final LeadServiceConfig config;
    private final Supplier<LeadServiceConfig> now;
    private final Optional<Secret> redisUrl;
    private final Lifecycle lifecycle;
    private final MeterRegistry registry = Telemetry.registry();
    private final RedisMeters redisMeters = new RedisMeters(registry);

    OutsideServices(
            Vertx vertx,
            LeadServiceConfig config,
            Supplier<LeadServiceConfig> now,
            Optional<Secret> redisUrl,
            Lifecycle lifecycle) {
        this.vertx = vertx;
        this.config = config;
        this.now = now;
        this.redisUrl = redisUrl;
        this.lifecycle = lifecycle;
    }

    /**
     * Makes the further check of an instance of validation.
     *
     * @param serviceKeys from which the key of cached results is derived; needed only where there is a service
     */
    Supplier<LeadCheck> validation(Optional<ServiceKeys> serviceKeys) {
        ValidationServiceConfig validation = config.validationService();
        Optional<URI> endpoint = validation.service().endpoint();
        if (endpoint.isEmpty()) {
            return LeadCheck::none;
        }
        JsonPost post = new JsonPost(client(validation.service()), endpoint.get());
        Safeguards safeguards = safeguards("validation", validation.service());
        KeyedHash hash = hash(serviceKeys, "validation-cache");
        Supplier<ResultCache> caches = caches(
                "validation", () -> now.get().validationService().service().cacheTtl());
        return () -> ServiceCheck.of(post, safeguards, caches.get(), hash, validation);
    }

    /** Makes the suppression lists of an instance of validation: those of the files, and those in Redis where wanted. */
    Supplier<SuppressionLists> suppression(SuppressionLists files) {
        SuppressionConfig suppression = config.validation().suppression();
        if (!suppression.redis()) {
            return () -> files;
        }
        Secret url = redisUrl.orElseThrow(() -> new ConfigException(
                List.of("validation.suppression.redis is true, but redis.url (REDIS_URL) is not set")));
        return () -> files.or(
                new RedisSuppressionLists(new RedisLink(vertx, url, config.redis(), redisMeters), suppression));
    }

    /**
     * Makes an instance of scoring.
     *
     * @param serviceKeys from which the key of cached scores is derived; needed only where there is a service
     * @param models that score without a service, and beside it
     */
    Supplier<ScoringStage> scoring(Optional<ServiceKeys> serviceKeys, Models models) {
        MlServiceConfig scoring = config.mlService();
        if (scoring.service().url().isEmpty()) {
            return ScoringStage.embedded(models, registry, config.scoring().driftWindow());
        }
        HttpClient client = client(scoring.service());
        Map<Vertical, OutsideCall<Buffer, Buffer>> posts = new EnumMap<>(Vertical.class);
        for (Vertical vertical : Vertical.values()) {
            scoring.endpoint(vertical).ifPresent(url -> posts.put(vertical, new JsonPost(client, url)));
        }
        Safeguards safeguards = safeguards("scoring", scoring.service());
        KeyedHash hash = hash(serviceKeys, "score-cache");
        Supplier<ResultCache> caches =
                caches("scoring", () -> now.get().mlService().service().cacheTtl());
        return ScoringStage.remote(
                () -> MlService.of(posts, safeguards, caches.get(), hash, scoring),
                models,
                registry,
                config.scoring().driftWindow());
    }

    private HttpClient client(OutsideServiceConfig service) {
        HttpClient client = JsonPost.client(vertx, service.poolSize(), service.maxInFlight());
        lifecycle.onStop(client::close);
        return client;
    }

    private Safeguards safeguards(String name, OutsideServiceConfig service) {
        CallPolicy policy =
                new CallPolicy(service.timeout(), service.reserve(), service.maxInFlight(), breaker(service.breaker()));
        Safeguards safeguards = new Safeguards(name, policy, registry, Clock.systemUTC());
        lifecycle.onStop(() -> {
            safeguards.close();
            return Future.succeededFuture();
        });
        return safeguards;
    }

    /** @param ttl zero for no cache; asked when an instance is made */
    private Supplier<ResultCache> caches(String name, Supplier<Duration> ttl) {
        if (redisUrl.isEmpty()) {
            if (!ttl.get().isZero()) {
                LOG.warn("results are not kept service={}: redis.url (REDIS_URL) is not set", name);
            }
            return ResultCache::none;
        }
        Secret url = redisUrl.get();
        return () -> {
            Duration kept = ttl.get();
            if (kept.isZero()) {
                return ResultCache.none();
            }
            RedisLink link = new RedisLink(vertx, url, config.redis(), redisMeters);
            return new RedisCache(link, name, CACHE_VERSION, kept, redisMeters);
        };
    }

    private static KeyedHash hash(Optional<ServiceKeys> serviceKeys, String purpose) {
        return KeyedHash.of(serviceKeys.orElseThrow().root(), purpose);
    }

    private static BreakerPolicy breaker(BreakerConfig breaker) {
        return new BreakerPolicy(
                breaker.failureRatio(),
                breaker.slowCall(),
                breaker.slowRatio(),
                breaker.window(),
                breaker.minimumCalls(),
                breaker.openFor(),
                breaker.trials());
    }
}
