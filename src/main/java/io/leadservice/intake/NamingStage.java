package io.leadservice.intake;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.crypto.LeadIds;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.NameLead;
import io.leadservice.pipeline.NamedLead;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;

/**
 * Tells lead ids while the store, which would know them too, does not answer.
 *
 * <p>Takes an idempotency key with what tells the payload. Answers with the lead id that persistence gives it. Fails with
 * nothing.
 */
final class NamingStage implements Stage<NameLead, NamedLead> {

    private final LeadIds leadIds;

    NamingStage(LeadIds leadIds) {
        this.leadIds = leadIds;
    }

    @Override
    public Channel<NameLead, NamedLead> channel() {
        return Channels.NAME_LEAD;
    }

    @Override
    public Future<NamedLead> process(NameLead request, Deadline deadline) {
        return Future.succeededFuture(new NamedLead(
                leadIds.ofKey(request.key().client(), request.key().value(), request.digest())));
    }
}
