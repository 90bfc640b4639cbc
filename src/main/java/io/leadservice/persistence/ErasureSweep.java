package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again for the leads of people who were erased, once the grace of their erasure is over: a post that was on its way may
 * have stored one, or the erasure may have broken off. One for each node; they share the work, entry by entry.
 *
 * <p>State is confined to the context on which {@link #start} was called.
 */
public final class ErasureSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureSweep.class);
    private static final long INTERVAL_MILLIS = 2_000;
    /** For how long an entry is another node's; with more leads than this allows it is simply due again. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String BY = "erasure";

    private final Vertx vertx;
    private final ErasedPeople people;
    private final Eraser eraser;
    private final Clock clock;
    private Future<Void> round = Future.succeededFuture();
    private long timer;
    private boolean running;

    ErasureSweep(Vertx vertx, ErasedPeople people, Eraser eraser, Clock clock) {
        this.vertx = vertx;
        this.people = people;
        this.eraser = eraser;
        this.clock = clock;
    }

    /** Begins after a random part of the interval, so that nodes take turns. */
    public void start() {
        running = true;
        timer = vertx.setPeriodic(
                ThreadLocalRandom.current().nextLong(1, INTERVAL_MILLIS), INTERVAL_MILLIS, id -> begin());
    }

    /** Ends after the entry at work. */
    public Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        return round;
    }

    private void begin() {
        if (running && round.isComplete()) {
            round = sweep().onFailure(cause -> LOG.warn("erasure sweep failed error={}", cause.getMessage()))
                    .otherwiseEmpty();
        }
    }

    /** Works off what is due, an entry at a time. */
    Future<Void> sweep() {
        return people.takeDue(clock.instant(), clock.instant().plus(LEASE))
                .compose(taken -> taken.map(this::work).orElseGet(Future::succeededFuture));
    }

    private Future<Void> work(ErasedPeople.Due due) {
        Deadline limit = Deadline.after(LIMIT);
        return eraser.erase(due.kind(), due.blind(), BY, Optional.empty(), limit)
                .compose(erased -> (erased.leads() == 0
                                ? Future.<Void>succeededFuture()
                                : people.count(due.id(), erased.leads(), Deadline.after(LIMIT)))
                        .compose(counted -> erased.complete() ? people.done(due) : Future.succeededFuture()))
                .compose(done -> running ? sweep() : Future.succeededFuture());
    }
}
