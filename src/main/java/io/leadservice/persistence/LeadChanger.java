package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.leadservice.pipeline.UpdateResult;
import io.leadservice.pipeline.UpdateResult.HistoryFull;
import io.leadservice.pipeline.UpdateResult.NoSuchLead;
import io.leadservice.pipeline.UpdateResult.Updated;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/**
 * Makes changes of leads, each with its event by one conditional write. Of several at once one is made, and the others are
 * judged by what it left. Belongs to one event loop.
 *
 * <p>Fails with BACK_END if the store does not answer, CORRUPT if the lead does not decrypt, CONTESTED if others were faster
 * again and again, OVERLOADED if too many events of the lead wait for Kafka.
 */
final class LeadChanger {

    /** More is no life of a lead but a program that runs in a circle; and each reader gets all of it. */
    static final int MOST_CHANGES = 500;

    /** A document may have 16 MiB, and an event of the largest lead takes some 120 KiB of it. */
    static final int MOST_PENDING = 32;

    private static final int TRIES = 5;

    private final LeadStore store;
    private final MongoLeadChanges changes;
    private final MongoEpochs epochs;
    private final LeadView view;
    private final OutboxRelay relay;
    private final Clock clock;

    /** @param relay of this instance; started and stopped by another */
    LeadChanger(
            LeadStore store,
            MongoLeadChanges changes,
            MongoEpochs epochs,
            LeadView view,
            OutboxRelay relay,
            Clock clock) {
        this.store = store;
        this.changes = changes;
        this.epochs = epochs;
        this.view = view;
        this.relay = relay;
        this.clock = clock;
    }

    /** @return what was done, or why nothing was; the change and its event are durable then */
    Future<UpdateResult> change(Wish wish, Deadline deadline) {
        return change(wish, TRIES, deadline);
    }

    private Future<UpdateResult> change(Wish wish, int tries, Deadline deadline) {
        return store.find(wish.leadId(), deadline)
                .compose(found -> found.filter(
                                lead -> wish.owner().map(lead.client()::equals).orElse(true))
                        .map(lead -> epochs.withPending(lead, deadline)
                                .compose(whole -> judge(wish, whole, tries, deadline)))
                        .orElseGet(() -> Future.succeededFuture(new NoSuchLead())));
    }

    private Future<UpdateResult> judge(Wish wish, StoredLead lead, int tries, Deadline deadline) {
        if (lead.status() == LeadStatus.ERASED) {
            return Future.succeededFuture(new UpdateResult.Erased());
        }
        if (lead.history().stream().anyMatch(change -> change.change().equals(wish.change()))) {
            return Future.succeededFuture(new Updated(view.of(lead, wish.reveal())));
        }
        Optional<UpdateResult> settled = wish.settled().apply(lead);
        if (settled.isPresent()) {
            return Future.succeededFuture(settled.get());
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
        return make(wish, lead, tries, deadline);
    }

    private Future<UpdateResult> make(Wish wish, StoredLead lead, int tries, Deadline deadline) {
        StoredChange change = wish.maker().change(lead, lead.revision() + 1, lead.next(clock));
        StoredLead changed = lead.after(change);
        LeadEvent event = LeadEvents.ofChange(changed, change, wish.traceparent());
        return changes.make(lead, change, event, deadline).compose(made -> {
            if (!made) {
                return change(wish, tries - 1, deadline);
            }
            announce(lead, event);
            return Future.succeededFuture(new Updated(view.of(changed, wish.reveal())));
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
