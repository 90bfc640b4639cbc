package io.leadservice.persistence;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The epochs of one writer: opens them while many leads come, each before the last one is over, and closes those that are over
 * and have no event left. State is confined to the event loop of the persistence instance that owns it.
 */
final class OwnEpochs {

    /** For how long new leads join an epoch. Of a node that dies those in all that are open then are published twice. */
    static final Duration LIFE = Duration.ofSeconds(3);

    /** Its successor is opened a while before, so that there is always one. */
    private static final Duration RENEWAL = Duration.ofSeconds(2);

    private final MongoEpochs epochs;
    private final Deque<Open> over = new ArrayDeque<>();
    private Optional<Open> current = Optional.empty();
    private Future<Void> opening = Future.succeededFuture();

    OwnEpochs(MongoEpochs epochs) {
        this.epochs = epochs;
    }

    /** One of them; {@code events} of its leads are neither in Kafka nor in the outbox. */
    static final class Open {

        private final Instant opened = Instant.now();
        private final long began = System.nanoTime();
        private final Epoch epoch = Epoch.beginning(opened);
        private int events;
        private boolean ended;

        Epoch epoch() {
            return epoch;
        }

        /** By the clock that may be set and by the one that may stand still with the machine: whichever is later. */
        boolean olderThan(Duration age) {
            return System.nanoTime() - began > age.toNanos()
                    || Duration.between(opened, Instant.now()).compareTo(age) > 0;
        }
    }

    /** The one for new leads, if there is one. */
    Optional<Open> current() {
        return current.filter(epoch -> !epoch.olderThan(LIFE));
    }

    /** An event of this epoch waits for Kafka. */
    void add(Open epoch) {
        epoch.events++;
    }

    /** One of them does not any more. */
    void settle(Open epoch) {
        epoch.events--;
        if (isOver(epoch)) {
            closeThoseOver();
        }
    }

    /**
     * Looks after them, now and then.
     *
     * @param busy whether enough leads come
     */
    void tick(boolean busy) {
        if (busy
                && opening.isComplete()
                && current.map(epoch -> epoch.olderThan(RENEWAL)).orElse(true)) {
            opening = open();
        }
        if (current.filter(epoch -> epoch.olderThan(LIFE)).isPresent()) {
            end();
        }
        closeThoseOver();
    }

    /** Ends the current one; those that cannot be closed are left to the sweep of a node. */
    Future<Void> stop() {
        return opening.compose(done -> {
            end();
            return closeThoseOver();
        });
    }

    private Future<Void> open() {
        Open next = new Open();
        return epochs.open(next.epoch)
                .onSuccess(opened -> {
                    end();
                    current = Optional.of(next);
                })
                .otherwiseEmpty();
    }

    private void end() {
        Optional<Open> last = current;
        current = Optional.empty();
        last.ifPresent(epoch -> {
            epoch.ended = true;
            isOver(epoch);
        });
    }

    private boolean isOver(Open epoch) {
        boolean done = epoch.ended && epoch.events == 0;
        if (done) {
            over.add(epoch);
        }
        return done;
    }

    /** One that cannot be closed is tried again at the next tick. */
    private Future<Void> closeThoseOver() {
        List<Open> all = new ArrayList<>(over);
        over.clear();
        return Future.join(all.stream()
                        .map(epoch -> epochs.close(epoch.epoch.id()).onFailure(cause -> over.add(epoch)))
                        .toList())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
