package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.LeadPage;
import io.leadservice.pipeline.ListLeads;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;

/**
 * Lists leads.
 *
 * <p>Takes a filter and where the page before ended. Answers with a page, newest first, nothing personal in it. Fails with
 * BACK_END if the store does not answer, CORRUPT if a lead does not parse.
 */
final class LeadLister implements Stage<ListLeads, LeadPage> {

    private final MongoLeadList list;

    LeadLister(MongoLeadList list) {
        this.list = list;
    }

    @Override
    public Channel<ListLeads, LeadPage> channel() {
        return Channels.LIST;
    }

    @Override
    public Future<LeadPage> process(ListLeads request, Deadline deadline) {
        return list.page(request, deadline);
    }
}
