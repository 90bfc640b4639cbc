package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    /** For how long an entry is another node's; with more leads than this allows it is simply due again. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String BY = "erasure";

    private final Rounds rounds;
    private final ErasedPeople people;
    private final Eraser eraser;
    private final Clock clock;

    ErasureSweep(Vertx vertx, ErasedPeople people, Eraser eraser, Clock clock) {
        this.rounds = new Rounds(vertx, "erasure", INTERVAL);
        this.people = people;
        this.eraser = eraser;
        this.clock = clock;
    }

    /** Begins after a random part of the interval, so that nodes take turns. */
    public void start() {
        rounds.start(this::sweep);
    }

    /** Ends after the entry at work. */
    public Future<Void> stop() {
        return rounds.stop();
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
                .recover(cause -> {
                    // It is due again when its lease ends.
                    LOG.warn("erasure not done error={}", cause.getMessage());
                    return Future.succeededFuture();
                })
                .compose(done -> rounds.stopped() ? Future.succeededFuture() : sweep());
    }
}
