package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.UpdateLead;
import io.leadservice.pipeline.UpdateResult;
import io.leadservice.pipeline.UpdateResult.IllegalTransition;
import io.leadservice.pipeline.UpdateResult.StaleRevision;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes the status of leads.
 *
 * <p>Takes a lead id with the new status. Answers once the change and its event are durable, or why it may not be. Fails as
 * {@link LeadChanger} does.
 */
final class LeadUpdater implements Stage<UpdateLead, UpdateResult> {

    private final LeadChanger changer;
    private final LeadHistory history;

    LeadUpdater(LeadChanger changer, LeadHistory history) {
        this.changer = changer;
        this.history = history;
    }

    @Override
    public Channel<UpdateLead, UpdateResult> channel() {
        return Channels.UPDATE;
    }

    @Override
    public Future<UpdateResult> process(UpdateLead request, Deadline deadline) {
        Wish wish = new Wish(
                request.leadId(),
                request.owner(),
                request.change(),
                request.reveal(),
                request.traceparent(),
                lead -> refusal(request, lead),
                (lead, revision, at) -> change(request, lead, revision, at));
        return changer.change(wish, deadline);
    }

    private static Optional<UpdateResult> refusal(UpdateLead request, StoredLead lead) {
        if (!request.revisions().map(named -> named.contains(lead.revision())).orElse(true)) {
            return Optional.of(new StaleRevision(lead.status(), lead.revision()));
        }
        if (!lead.status().settable().contains(request.status())) {
            return Optional.of(new IllegalTransition(
                    lead.status(), List.copyOf(lead.status().settable()), lead.revision()));
        }
        return Optional.empty();
    }

    private StoredChange change(UpdateLead request, StoredLead lead, long revision, Instant at) {
        return new StoredChange(
                revision,
                lead.status(),
                request.status(),
                at,
                request.by(),
                request.change(),
                request.reason().map(reason -> history.seal(lead, revision, reason)));
    }
}
