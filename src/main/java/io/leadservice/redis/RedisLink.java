package io.leadservice.redis;

import io.leadservice.config.RedisConfig;
import io.leadservice.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One long-lived connection to Redis for one event loop. Commands of all callers are pipelined on it; a command that
 * cannot be sent now fails at once as {@link RedisAway}, and so does one without an answer in time.
 *
 * <p>A lost connection, or one that owes several answers in a row, is closed and made anew after a growing, random pause.
 * State is confined to the event loop on which {@link #start} is called; its owner closes it.
 */
public final class RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 6;

    private final Vertx vertx;
    private final RedisOptions options;
    private final RedisConfig config;
    private final RedisMeters meters;
    private Optional<RedisSession> session = Optional.empty();
    private int failedConnects;
    private boolean closed;

    /**
     * A link that is not connected yet.
     *
     * @param url a connection string, {@code redis://} or {@code rediss://} for TLS, with user, password and database
     */
    public RedisLink(Vertx vertx, Secret url, RedisConfig config, RedisMeters meters) {
        this.vertx = vertx;
        this.options = options(url, config.maxInFlight());
        this.config = config;
        this.meters = meters;
    }

    /** Makes the first connection; completes within a second whether or not it could. */
    public Future<Void> start() {
        return connect(((VertxInternal) vertx).getOrCreateContext());
    }

    /**
     * Sends a command.
     *
     * @return the answer, empty for nil; fails as {@link RedisAway} within the configured time, or with Redis' own error
     */
    public Future<Optional<Response>> send(Request command) {
        if (session.isEmpty() || session.get().full()) {
            meters.bypassed();
            return Future.failedFuture(
                    new RedisAway(session.isEmpty() ? "not connected" : "too many commands at work"));
        }
        return session.get().send(command);
    }

    /** The longest that an answer is waited for. */
    public Duration timeout() {
        return config.timeout();
    }

    /** Closes the connection and makes no other. */
    public Future<Void> close() {
        closed = true;
        Future<Void> gone = session.map(RedisSession::close).orElseGet(Future::succeededFuture);
        session = Optional.empty();
        return gone;
    }

    /** @param home where it is at home: what a client is closed with ends on another event loop */
    private Future<Void> connect(ContextInternal home) {
        // A client for each connection: what a pooled connection is closed with is a return to its pool.
        Redis client = Redis.createClient(vertx, options);
        return client.connect()
                .timeout(CONNECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .map(connection ->
                        new RedisSession(client, connection, config, meters, (old, reason) -> lost(home, old, reason)))
                .compose(
                        this::connected,
                        cause ->
                                on(home, client.close().otherwiseEmpty()).compose(closed -> connectLater(home, cause)));
    }

    private Future<Void> connected(RedisSession fresh) {
        meters.connected();
        if (closed) {
            return fresh.close();
        }
        if (failedConnects > 0) {
            LOG.info("redis is back");
        }
        failedConnects = 0;
        session = Optional.of(fresh);
        return Future.succeededFuture();
    }

    private void lost(ContextInternal home, RedisSession old, String reason) {
        if (session.filter(old::equals).isPresent()) {
            session = Optional.empty();
            on(home, old.close()).onComplete(gone -> pauseThenConnect(home, reason));
        }
    }

    private Future<Void> connectLater(ContextInternal home, Throwable cause) {
        meters.connectFailed();
        pauseThenConnect(home, cause.getClass().getSimpleName());
        return Future.succeededFuture();
    }

    private static <T> Future<T> on(ContextInternal home, Future<T> future) {
        Promise<T> there = home.promise();
        future.onComplete(there);
        return there.future();
    }

    private void pauseThenConnect(ContextInternal home, String reason) {
        if (closed) {
            return;
        }
        if (failedConnects == 0) {
            LOG.warn("redis is away, going on without it reason={}", reason);
        }
        home.setTimer(pause().toMillis(), timer -> {
            if (!closed) {
                connect(home);
            }
        });
        failedConnects++;
    }

    /** Half of it is random, so that the links of all nodes do not come back as one. */
    private Duration pause() {
        Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(failedConnects, MAX_DOUBLINGS));
        long most = Math.min(grown.toMillis(), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    private static RedisOptions options(Secret url, int maxInFlight) {
        NetClientOptions net = new NetClientOptions()
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) CONNECT_LIMIT.toMillis());
        if (url.value().startsWith("rediss:")) {
            net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
        }
        return new RedisOptions()
                .setConnectionString(url.value())
                .setNetClientOptions(net)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setMaxWaitingHandlers(maxInFlight);
    }
}
