package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.LeadEvent;
import io.leadservice.persistence.OwnEpochs.Open;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox of one writer, which spares its new leads the write that takes a published event out of the document. While
 * many come, a lead is written with the id of an {@link Epoch} in place of its event; the event waits in memory, and the
 * epoch is closed once Kafka has the events of all its leads. What cannot be published at once is put into the lead's own
 * outbox, as all events are while few leads come. An epoch whose process ended is found by {@link EpochSweep}.
 *
 * <p>The other events, and the pending ones of other writers, go straight to the shared outbox. State is confined to the
 * event loop of the persistence instance that owns it.
 */
public final class EpochOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(EpochOutbox.class);

    private static final long TICK_MILLIS = 500;

    /** An epoch is two writes; with fewer new leads in a tick it would spare none worth speaking of. */
    private static final int BUSY = 5;

    private static final int BATCH = 200;

    private final Vertx vertx;
    private final MongoOutbox outbox;
    private final OwnEpochs own;
    private final Duration grace;
    private final Map<String, Open> noted = new HashMap<>();
    private final Map<String, Homeless> homeless = new LinkedHashMap<>();
    private final Deque<Unsure> unsure = new ArrayDeque<>();
    private Future<Void> keeping = Future.succeededFuture();
    private int came;
    private long timer;

    /** @param grace after this time a write that was begun is done or will never be */
    EpochOutbox(Vertx vertx, MongoOutbox outbox, MongoEpochs epochs, Duration grace) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.own = new OwnEpochs(epochs);
        this.grace = grace;
    }

    /** An event that has to be put into its lead. */
    private record Homeless(LeadEvent event, Open epoch) {}

    /** @param known from when it is known whether the event's lead was written */
    private record Unsure(LeadEvent event, Deadline known) {}

    /** Begins to look after epochs. */
    void start() {
        timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
    }

    /** Puts into the store what has no place yet; what cannot be put there is left to the sweep of a node. */
    Future<Void> stop() {
        vertx.cancelTimer(timer);
        return keep(List.of()).otherwiseEmpty().compose(done -> own.stop());
    }

    /**
     * One try to write a new lead. A lead may be tried again while nobody knows what became of the try before; that one alone
     * is of the epoch then.
     *
     * @param lead as it is to be written: with its epoch, or with its event
     * @param event its first
     */
    record Attempt(StoredLead lead, LeadEvent event) {

        boolean inEpoch() {
            return lead.epoch().isPresent();
        }
    }

    /**
     * Begins to write a new lead. This has to be told what became of it: {@link #written}, {@link #notWritten} or
     * {@link #unsure}.
     *
     * @param event its first
     * @param soon whether the event will be published within moments
     */
    Attempt begin(StoredLead fresh, LeadEvent event, boolean soon) {
        came++;
        Optional<Open> open = own.current()
                .filter(epoch -> soon && epoch.epoch().holds(fresh.createdAt()) && !noted.containsKey(event.id()));
        open.ifPresent(epoch -> {
            noted.put(event.id(), epoch);
            own.add(epoch);
        });
        return new Attempt(open.map(epoch -> fresh.in(epoch.epoch())).orElseGet(() -> fresh.announcing(event)), event);
    }

    /** The lead is there. Came that so late that its epoch may have been taken for left, its event gets a place of its own. */
    void written(Attempt attempt) {
        Open epoch = noted.get(attempt.event().id());
        if (attempt.inEpoch() && epoch != null && epoch.olderThan(OwnEpochs.LIFE.plus(grace))) {
            keep(List.of(attempt.event()));
        }
    }

    /** The lead is not there, or another attempt wrote it, and its event is seen to. */
    void notWritten(Attempt attempt) {
        if (attempt.inEpoch()) {
            settle(attempt.event().id());
        }
    }

    /**
     * Whether the lead is there is not known: if it is a while from now, its event is put into the outbox. Twice the grace, since
     * the driver may wait for a server and a connection and do so again after nobody waits for it any more.
     */
    void unsure(Attempt attempt) {
        if (attempt.inEpoch() && noted.containsKey(attempt.event().id())) {
            unsure.add(new Unsure(attempt.event(), Deadline.after(grace.multipliedBy(2))));
        }
    }

    /**
     * Of a lead that was there before and had an epoch: its event is put into the outbox, even if the epoch is closed. Who wrote
     * the lead may not know that it did, and may have given it up before the store had it.
     */
    Future<Void> announce(StoredLead earlier) {
        return earlier.epoch().isEmpty()
                ? Future.succeededFuture()
                : outbox.put(List.of(LeadEvents.ofNew(earlier.asNew(), Optional.empty())), earlier.epoch());
    }

    @Override
    public Future<Void> markPublished(Collection<LeadEvent> events) {
        List<LeadEvent> others =
                events.stream().filter(event -> !settle(event.id())).toList();
        return outbox.markPublished(others);
    }

    @Override
    public Future<Void> keep(Collection<LeadEvent> events) {
        events.forEach(this::needsPlace);
        if (!keeping.isComplete()) {
            return keeping.eventually(() -> keep(List.of()));
        }
        keeping = keepHomeless();
        return keeping;
    }

    private void needsPlace(LeadEvent event) {
        Optional.ofNullable(noted.get(event.id()))
                .ifPresent(epoch -> homeless.put(event.id(), new Homeless(event, epoch)));
    }

    private Future<Void> keepHomeless() {
        homeless.keySet().retainAll(noted.keySet());
        if (homeless.isEmpty()) {
            return Future.succeededFuture();
        }
        Open epoch = homeless.values().iterator().next().epoch();
        List<LeadEvent> some = homeless.values().stream()
                .filter(one -> one.epoch() == epoch)
                .limit(BATCH)
                .map(Homeless::event)
                .toList();
        return outbox.put(some, Optional.of(epoch.epoch().id())).compose(done -> {
            some.stream().filter(event -> noted.remove(event.id(), epoch)).forEach(event -> own.settle(epoch));
            return keepHomeless();
        });
    }

    @Override
    public Future<Claim> claim(int leads, Instant pendingBefore, Duration lease) {
        return outbox.claim(leads, pendingBefore, lease);
    }

    @Override
    public Future<Void> release(Claim claim) {
        return outbox.release(claim);
    }

    @Override
    public Future<Void> countRefusal(Collection<LeadEvent> events) {
        return keep(events).compose(kept -> outbox.countRefusal(events));
    }

    /** @return whether it was one of an epoch */
    private boolean settle(String eventId) {
        Open epoch = noted.remove(eventId);
        if (epoch != null) {
            own.settle(epoch);
        }
        return epoch != null;
    }

    private void tick() {
        boolean busy = came >= BUSY;
        came = 0;
        own.tick(busy);
        while (!unsure.isEmpty() && unsure.element().known().passed()) {
            needsPlace(unsure.remove().event());
        }
        if (keeping.isComplete()) {
            keep(List.of()).onFailure(cause -> LOG.warn("events have no place yet count={}", homeless.size()));
        }
    }
}
