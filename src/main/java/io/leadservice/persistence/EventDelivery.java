package io.leadservice.persistence;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.LeadEvent;
import io.leadservice.persistence.Outbox.Pending;
import io.leadservice.pipeline.BuryEvents;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.DeadLetter;
import io.leadservice.pipeline.PublishEvents;
import io.leadservice.pipeline.PublishResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch of pending events: has it published and notes in the outbox what became of each. An event that Kafka refuses
 * for what it is gets counted, and after the bounded number of tries put aside as a dead letter, so that it holds up
 * nobody. Usable from any event loop.
 */
final class EventDelivery {

    /** The longest wait for a batch. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);

    private final Outbox outbox;
    private final BusClient bus;
    private final int maxTries;
    private final OutboxMeters meters;

    EventDelivery(Outbox outbox, BusClient bus, int maxTries, OutboxMeters meters) {
        this.outbox = outbox;
        this.bus = bus;
        this.maxTries = maxTries;
        this.meters = meters;
    }

    /**
     * Delivers a batch: of each lead first the event that waits longest, and the next once that one left the outbox, since
     * events of different types go to different topics, where Kafka keeps no order between them.
     *
     * @return how many events left the outbox; fails if Kafka took none, or if the outbox cannot be written
     */
    Future<Integer> deliver(List<Pending> batch) {
        Set<String> leads = new HashSet<>();
        List<Pending> first = new ArrayList<>();
        List<Pending> later = new ArrayList<>();
        batch.forEach(pending -> (leads.add(pending.event().leadId()) ? first : later).add(pending));
        return deliverTogether(first)
                .compose(done -> later.isEmpty() || done < first.size()
                        ? Future.succeededFuture(done)
                        : deliver(later).otherwise(0).map(more -> done + more));
    }

    private Future<Integer> deliverTogether(List<Pending> batch) {
        List<LeadEvent> events = batch.stream().map(Pending::event).toList();
        return bus.ask(Channels.PUBLISH, new PublishEvents(events), Deadline.after(LIMIT))
                .compose(result ->
                        result.published().isEmpty() && result.refused().isEmpty()
                                ? Future.failedFuture("none of " + events.size() + " was published")
                                : note(batch, result));
    }

    private Future<Integer> note(List<Pending> batch, PublishResult result) {
        List<Pending> refused = batch.stream()
                .filter(pending -> result.refused().contains(pending.event().id()))
                .toList();
        List<LeadEvent> onceMore = refused.stream()
                .filter(pending -> !exhausted(pending))
                .map(Pending::event)
                .toList();
        List<DeadLetter> letters = refused.stream()
                .filter(this::exhausted)
                .map(pending -> letter(pending, result))
                .toList();
        meters.published(result.published().size());
        meters.refused(refused.size());
        return leave(batch, Set.copyOf(result.published()))
                .compose(published -> outbox.countRefusal(onceMore)
                        .compose(counted -> bury(batch, letters))
                        .map(buried -> published + buried));
    }

    private boolean exhausted(Pending pending) {
        return pending.refusals() + 1 >= maxTries;
    }

    private static DeadLetter letter(Pending pending, PublishResult result) {
        String reason = result.failed().getOrDefault(pending.event().id(), "unknown");
        return new DeadLetter(pending.event(), reason, pending.refusals() + 1);
    }

    private Future<Integer> bury(List<Pending> batch, List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return Future.succeededFuture(0);
        }
        letters.forEach(letter -> LOG.error(
                "event goes to the dead letters event_id={} reason={} tries={}",
                letter.event().id(),
                letter.reason(),
                letter.tries()));
        return bus.ask(Channels.BURY, new BuryEvents(letters), Deadline.after(LIMIT))
                .onSuccess(result -> meters.buried(result.published().size()))
                .compose(result -> leave(batch, Set.copyOf(result.published())));
    }

    /** @return how many left the outbox */
    private Future<Integer> leave(List<Pending> batch, Set<String> ids) {
        List<LeadEvent> done = batch.stream()
                .map(Pending::event)
                .filter(event -> ids.contains(event.id()))
                .toList();
        return outbox.markPublished(done).map(done.size());
    }
}
