package io.leadservice.audit;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.AuditRecorded;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.RecordAudit;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;

/**
 * Appends entries to the chain of this process.
 *
 * <p>Takes entries. Answers once they are durable. Fails with BACK_END if the store does not answer, and then they may be there;
 * OVERLOADED if too many wait.
 */
public final class AuditStage implements Stage<RecordAudit, AuditRecorded> {

    private final AuditChain chain;

    /** @param chain of this process, shared by its instances */
    public AuditStage(AuditChain chain) {
        this.chain = chain;
    }

    @Override
    public Channel<RecordAudit, AuditRecorded> channel() {
        return Channels.RECORD_AUDIT;
    }

    @Override
    public Future<AuditRecorded> process(RecordAudit request, Deadline deadline) {
        return chain.append(request.entries()).map(new AuditRecorded());
    }
}
