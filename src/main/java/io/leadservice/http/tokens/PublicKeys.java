package io.leadservice.http.tokens;

import io.leadservice.config.AuthConfig;
import io.leadservice.config.ConfigException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of a node, read from {@code auth.jwks-file} or {@code auth.jwks-url} at the start, then from time to time,
 * and when a token names a key that is not among them. What cannot be read leaves the last good keys in place. One for a
 * node; safe to use from every event loop.
 */
public final class PublicKeys {

    private static final Logger LOG = LoggerFactory.getLogger(PublicKeys.class);
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Optional<KeySource> source;
    private final AuthConfig config;
    private final MeterRegistry registry;
    private final Clock clock;
    private volatile Optional<KeySet> current = Optional.empty();
    private Optional<Future<Void>> atWork = Optional.empty();
    private Instant notBefore = Instant.MIN;
    private boolean failing;
    private boolean closed;

    private PublicKeys(
            Vertx vertx, Optional<KeySource> source, AuthConfig config, MeterRegistry registry, Clock clock) {
        this.vertx = vertx;
        this.source = source;
        this.config = config;
        this.registry = registry;
        counter(registry, "read");
        counter(registry, "failed");
        this.clock = clock;
    }

    /** The keys that a configuration names; none where it names none. */
    public static PublicKeys of(Vertx vertx, AuthConfig config, MeterRegistry registry) {
        Optional<KeySource> source = config.jwksFile()
                .map(file -> KeySource.of(vertx, file))
                .or(() -> config.jwksUrl().map(url -> KeySource.of(vertx, url, LOAD_LIMIT)));
        return new PublicKeys(vertx, source, config, registry, Clock.systemUTC());
    }

    /**
     * Reads the keys for the first time.
     *
     * @return fails as {@link ConfigException} if a file cannot be used; an URL may be away
     */
    public Future<Void> start() {
        if (source.isEmpty()) {
            return Future.succeededFuture();
        }
        return refresh()
                .compose(read -> current.isEmpty() && config.jwksFile().isPresent()
                        ? Future.failedFuture(new ConfigException(List.of("auth.jwks-file (JWKS_FILE) is '"
                                + config.jwksFile().get() + "', but no usable keys can be read there")))
                        : Future.<Void>succeededFuture())
                .onSuccess(read -> refreshLater());
    }

    /** Ends the reading; the keys remain. */
    public Future<Void> close() {
        synchronized (this) {
            closed = true;
        }
        return source.map(KeySource::close).orElseGet(Future::succeededFuture);
    }

    Optional<KeySet> current() {
        return current;
    }

    /** Whether keys are configured at all. */
    boolean configured() {
        return source.isPresent();
    }

    /**
     * Reads the keys anew, once for all who ask at the same time, and not again within the cool-down, whoever asks.
     *
     * @return never fails; completes on any thread
     */
    Future<Void> refresh() {
        synchronized (this) {
            if (atWork.isPresent()) {
                return atWork.get();
            }
            if (source.isEmpty() || closed || clock.instant().isBefore(notBefore)) {
                return Future.succeededFuture();
            }
            notBefore = clock.instant().plus(config.jwksCooldown());
            // The chain may be complete at once, and then its last step has run already.
            Future<Void> load = source.get().load().map(this::take).otherwise(this::keep);
            Future<Void> done = load.onComplete(ended -> {
                synchronized (this) {
                    atWork = Optional.empty();
                }
            });
            if (!done.isComplete()) {
                atWork = Optional.of(done);
            }
            return done;
        }
    }

    private Void take(Buffer document) {
        KeySet fresh = KeySet.read(document, Set.copyOf(config.algorithms()));
        // Verified tokens are kept as long as the set is the same.
        if (!current.equals(Optional.of(fresh))) {
            LOG.info("token keys read count={}", fresh.keys().size());
            current = Optional.of(fresh);
        }
        failing = false;
        count("read");
        return null;
    }

    private Void keep(Throwable cause) {
        if (!failing) {
            LOG.warn("token keys not read, the last ones stay kept={} reason={}", current.isPresent(), reason(cause));
        }
        failing = true;
        count("failed");
        return null;
    }

    private void refreshLater() {
        Duration pause = failing ? config.jwksCooldown() : config.jwksRefresh();
        vertx.setTimer(Math.max(1, pause.toMillis()), timer -> {
            synchronized (this) {
                if (closed) {
                    return;
                }
            }
            refresh().onComplete(read -> refreshLater());
        });
    }

    private void count(String outcome) {
        counter(registry, outcome).increment();
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("auth.key.reads")
                .description("Readings of the keys of tokens")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static String reason(Throwable cause) {
        return cause instanceof IllegalArgumentException
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getSimpleName();
    }
}
