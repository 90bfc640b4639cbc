package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.LeadStatus;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.FindLead;
import io.leadservice.pipeline.FindResult;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;

/**
 * Finds leads.
 *
 * <p>Takes a lead id with what the caller may see. Answers with the lead, masked unless it is to be revealed, or that
 * there is none. Fails with BACK_END if the store does not answer, CORRUPT if the lead does not decrypt.
 */
final class LeadFinder implements Stage<FindLead, FindResult> {

    private final LeadStore store;
    private final LeadView view;

    LeadFinder(LeadStore store, LeadView view) {
        this.store = store;
        this.view = view;
    }

    @Override
    public Channel<FindLead, FindResult> channel() {
        return Channels.FIND;
    }

    @Override
    public Future<FindResult> process(FindLead request, Deadline deadline) {
        return store.find(request.leadId(), deadline)
                .map(found -> found.filter(lead ->
                                request.owner().map(lead.client()::equals).orElse(true))
                        .<FindResult>map(lead -> lead.status() == LeadStatus.ERASED
                                ? new FindResult.Gone(lead.id(), lead.updatedAt())
                                : view.of(lead, request.reveal()))
                        .orElseGet(FindResult.Missing::new));
    }
}
