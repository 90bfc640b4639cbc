package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.UpdateLead;
import io.leadservice.pipeline.UpdateResult;
import io.leadservice.pipeline.UpdateResult.HistoryFull;
import io.leadservice.pipeline.UpdateResult.IllegalTransition;
import io.leadservice.pipeline.UpdateResult.NoSuchLead;
import io.leadservice.pipeline.UpdateResult.StaleRevision;
import io.leadservice.pipeline.UpdateResult.Updated;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;

/**
 * Changes the status of leads. Of several changes at once one is made, and the others are judged by what it left.
 *
 * <p>Takes a lead id with the new status. Answers once the change and its event are durable, or why it may not be. Fails with
 * BACK_END if the store does not answer, CORRUPT if the lead does not decrypt, CONTESTED if others were faster again and
 * again, OVERLOADED if too many events of the lead wait for Kafka.
 */
final class LeadUpdater implements Stage<UpdateLead, UpdateResult> {

    /** More is no life of a lead but a program that runs in a circle; and each reader gets all of it. */
    static final int MOST_CHANGES = 500;

    /** A document may have 16 MiB, and an event of the largest lead takes some 120 KiB of it. */
    static final int MOST_PENDING = 32;

    private static final int TRIES = 5;

    private final LeadStore store;
    private final MongoLeadChanges changes;
    private final LeadView view;
    private final LeadHistory history;
    private final OutboxRelay relay;
    private final Clock clock;

    /** @param relay of this instance; started and stopped by another */
    LeadUpdater(
            LeadStore store,
            MongoLeadChanges changes,
            LeadView view,
            LeadHistory history,
            OutboxRelay relay,
            Clock clock) {
        this.store = store;
        this.changes = changes;
        this.view = view;
        this.history = history;
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    public Channel<UpdateLead, UpdateResult> channel() {
        return Channels.UPDATE;
    }

    @Override
    public Future<UpdateResult> process(UpdateLead request, Deadline deadline) {
        return change(request, TRIES, deadline);
    }

    private Future<UpdateResult> change(UpdateLead request, int tries, Deadline deadline) {
        return store.find(request.leadId(), deadline)
                .compose(found -> found.filter(lead ->
                                request.owner().map(lead.client()::equals).orElse(true))
                        .map(lead -> judge(request, lead, tries, deadline))
                        .orElseGet(() -> Future.succeededFuture(new NoSuchLead())));
    }

    private Future<UpdateResult> judge(UpdateLead request, StoredLead lead, int tries, Deadline deadline) {
        if (lead.status() == LeadStatus.ERASED) {
            return Future.succeededFuture(new UpdateResult.Erased());
        }
        if (lead.history().stream().anyMatch(change -> change.change().equals(request.change()))) {
            return Future.succeededFuture(new Updated(view.of(lead, request.reveal())));
        }
        if (!request.revisions().map(named -> named.contains(lead.revision())).orElse(true)) {
            return Future.succeededFuture(new StaleRevision(lead.status(), lead.revision()));
        }
        if (!lead.status().settable().contains(request.status())) {
            return Future.succeededFuture(new IllegalTransition(
                    lead.status(), List.copyOf(lead.status().settable()), lead.revision()));
        }
        if (lead.history().size() >= MOST_CHANGES) {
            return Future.succeededFuture(new HistoryFull(lead.status(), lead.revision()));
        }
        if (lead.outbox().size() >= MOST_PENDING) {
            return Future.failedFuture(
                    new Failure(FailureCode.OVERLOADED, "too many events of lead " + lead.id() + " wait for Kafka"));
        }
        if (tries == 0) {
            return Future.failedFuture(
                    new Failure(FailureCode.CONTESTED, "lead " + lead.id() + " is changed again and again"));
        }
        return make(request, lead, tries, deadline);
    }

    private Future<UpdateResult> make(UpdateLead request, StoredLead lead, int tries, Deadline deadline) {
        long revision = lead.revision() + 1;
        StoredChange change = new StoredChange(
                revision,
                lead.status(),
                request.status(),
                lead.next(clock),
                request.by(),
                request.change(),
                request.reason().map(reason -> history.seal(lead, revision, reason)));
        StoredLead changed = lead.after(change);
        LeadEvent event = LeadEvents.ofChange(changed, change, request.traceparent());
        return changes.make(lead, change, event, deadline).compose(made -> {
            if (!made) {
                return change(request, tries - 1, deadline);
            }
            announce(lead, event);
            return Future.succeededFuture(new Updated(view.of(changed, request.reveal())));
        });
    }

    /** Events of a lead keep their order: where earlier ones wait, the sweep takes them together. */
    private void announce(StoredLead before, LeadEvent event) {
        if (before.outbox().isEmpty()) {
            relay.offer(event);
        } else {
            relay.lookSoon();
        }
    }
}
