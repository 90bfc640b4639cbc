package io.leadservice.pipeline;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.RequestIds;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether all that was queued while the store was away is worked off. Until then the store does not know of every
 * idempotency key that was answered, so whoever comes with one may be a retry that has to get the answer of the queue.
 *
 * <p>It is in doubt after a start and after every sign that the store was away; the first look then marks how long the queue
 * is, and the doubt is over once it is worked off up to there. One for each node, shared by its event loops; thread-safe.
 */
final class CatchUp {

    private static final Duration LOOK_LIMIT = Duration.ofMillis(500);
    private static final Duration LOOK_LIFE = Duration.ofMillis(100);

    private final BusClient bus;
    private boolean inDoubt = true;
    private boolean queueAway;
    private int doubts;
    private Optional<Backlog> mark = Optional.empty();
    private Optional<Future<Boolean>> look = Optional.empty();
    private Deadline lookUntil = Deadline.after(Duration.ZERO);

    CatchUp(BusClient bus) {
        this.bus = bus;
    }

    /** The store was away: what is queued by now has to be worked off first. */
    synchronized void doubt() {
        inDoubt = true;
        doubts++;
        mark = Optional.empty();
        look = Optional.empty();
    }

    /**
     * Never fails. Where the queue does not answer nothing can be put into it, and so it is over: that is known at once while
     * the last look found it so.
     */
    synchronized Future<Boolean> isOver() {
        if (!inDoubt) {
            return Future.succeededFuture(true);
        }
        Future<Boolean> now = look();
        // Shared by requests: each goes on in its own context.
        return queueAway ? Future.succeededFuture(true) : RequestIds.here(now);
    }

    private Future<Boolean> look() {
        if (look.isEmpty() || (look.get().isComplete() && lookUntil.passed())) {
            int now = doubts;
            lookUntil = Deadline.after(LOOK_LIFE);
            look = Optional.of(bus.ask(Channels.BACKLOG, new AskBacklog(), Deadline.after(LOOK_LIMIT))
                    .map(backlog -> judge(backlog, now))
                    .otherwise(cause -> gone()));
        }
        return look.get();
    }

    private synchronized boolean judge(Backlog backlog, int doubtsThen) {
        queueAway = false;
        if (doubtsThen != doubts) {
            return false;
        }
        Backlog upTo = mark.orElse(backlog);
        mark = Optional.of(upTo);
        inDoubt = !backlog.isPast(upTo);
        return !inDoubt;
    }

    private synchronized boolean gone() {
        queueAway = true;
        return true;
    }
}
