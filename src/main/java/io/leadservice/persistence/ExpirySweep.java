package io.leadservice.persistence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes ended claims and idempotency keys, for servers that ignore the index which says so. One for each node; nothing
 * rests on it, since whoever reads such a document looks at its end.
 *
 * <p>State is confined to the context on which {@link #start} was called.
 */
public final class ExpirySweep {

    static final int BATCH = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweep.class);
    private static final long INTERVAL_MILLIS = Duration.ofMinutes(5).toMillis();

    private final Vertx vertx;
    private final MongoCalls calls;
    private final List<String> collections;
    private final Clock clock;
    private Future<Void> round = Future.succeededFuture();
    private long timer;
    private boolean running;

    public ExpirySweep(Vertx vertx, MongoCalls calls) {
        this(vertx, calls, List.of(MongoClaimStore.NAME, MongoKeyStore.NAME), Clock.systemUTC());
    }

    ExpirySweep(Vertx vertx, MongoCalls calls, List<String> collections, Clock clock) {
        this.vertx = vertx;
        this.calls = calls;
        this.collections = List.copyOf(collections);
        this.clock = clock;
    }

    /** Begins after a random part of the interval, so that nodes take turns. */
    public void start() {
        running = true;
        timer = vertx.setPeriodic(
                ThreadLocalRandom.current().nextLong(1, INTERVAL_MILLIS), INTERVAL_MILLIS, id -> begin());
    }

    /** Ends after the batch at work. */
    public Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        return round;
    }

    private void begin() {
        if (running && round.isComplete()) {
            round = sweep().onFailure(cause -> LOG.warn("expiry sweep failed error={}", cause.getMessage()))
                    .otherwiseEmpty();
        }
    }

    /** Removes what has ended from all collections, a batch at a time. */
    Future<Void> sweep() {
        Future<Void> done = Future.succeededFuture();
        for (String collection : collections) {
            done = done.compose(before -> sweep(collection));
        }
        return done;
    }

    private Future<Void> sweep(String collection) {
        return Expiry.remove(calls, collection, clock.instant(), BATCH)
                .compose(removed -> running && removed == BATCH ? sweep(collection) : Future.succeededFuture());
    }
}
