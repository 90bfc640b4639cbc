package io.leadservice.persistence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Removes ended claims, idempotency keys and keys of dead letters, for servers that ignore the index which says so. One for each node; nothing
 * rests on it, since whoever reads such a document looks at its end.
 *
 * <p>State is confined to the context on which {@link #start} was called.
 */
public final class ExpirySweep {

    static final int BATCH = 1_000;

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final Rounds rounds;
    private final MongoCalls calls;
    private final List<String> collections;
    private final Clock clock;

    public ExpirySweep(Vertx vertx, MongoCalls calls) {
        this(vertx, calls, List.of(MongoClaimStore.NAME, MongoKeyStore.NAME, LetterKeys.NAME), Clock.systemUTC());
    }

    ExpirySweep(Vertx vertx, MongoCalls calls, List<String> collections, Clock clock) {
        this.rounds = new Rounds(vertx, "expiry", INTERVAL);
        this.calls = calls;
        this.collections = List.copyOf(collections);
        this.clock = clock;
    }

    /** Begins after a random part of the interval, so that nodes take turns. */
    public void start() {
        rounds.start(this::sweep);
    }

    /** Ends after the batch at work. */
    public Future<Void> stop() {
        return rounds.stop();
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
                .compose(removed ->
                        !rounds.stopped() && removed == BATCH ? sweep(collection) : Future.succeededFuture());
    }
}
