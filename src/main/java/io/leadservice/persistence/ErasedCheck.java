package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.config.ValidationConfig;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import io.leadservice.lead.Severity;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.StoreLead;
import io.leadservice.pipeline.StoreResult;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether the person of a new lead was erased before anything of it is kept. What happens then is the action of the rule
 * {@code contact.suppressed} in its vertical: a lead that it refuses is stored as erased, with nothing of the person; one that
 * it flags is stored with the finding.
 *
 * <p>Takes, answers and fails as {@link DuplicateCheck}.
 */
final class ErasedCheck implements Stage<StoreLead, StoreResult> {

    private final Stage<StoreLead, StoreResult> next;
    private final LeadWriter writer;
    private final GroupCommit<Set<String>, Boolean> entries;
    private final LeadSealer sealer;
    private final ValidationConfig rules;

    /**
     * @param next takes the leads of those who were not erased
     * @param writer takes what is left of the others
     * @param entries of this instance alone: ended with it
     */
    ErasedCheck(
            Stage<StoreLead, StoreResult> next,
            LeadWriter writer,
            GroupCommit<Set<String>, Boolean> entries,
            LeadSealer sealer,
            ValidationConfig rules) {
        this.next = next;
        this.writer = writer;
        this.entries = entries;
        this.sealer = sealer;
        this.rules = rules;
    }

    @Override
    public Channel<StoreLead, StoreResult> channel() {
        return next.channel();
    }

    @Override
    public Future<?> start() {
        return next.start();
    }

    @Override
    public Future<?> stop() {
        return entries.close().eventually(next::stop);
    }

    @Override
    public Future<StoreResult> process(StoreLead request, Deadline deadline) {
        Lead lead = request.lead().lead();
        Optional<Severity> severity = rules.of(lead.vertical()).severity(RuleCode.CONTACT_SUPPRESSED);
        if (severity.isEmpty()) {
            return next.process(request, deadline);
        }
        Set<String> against =
                ErasedPeople.against(lead.client(), sealer.blind(request.lead().enrichment()));
        return entries.submit(against, deadline).compose(erased -> {
            if (!erased) {
                return next.process(request, deadline);
            }
            return severity.get() == Severity.REJECT
                    ? writer.refuse(request, deadline)
                    : next.process(request.with(finding(Severity.FLAG)), deadline);
        });
    }

    static Finding finding(Severity severity) {
        return new Finding(
                RuleCode.CONTACT_SUPPRESSED.wireName(),
                severity,
                "/contact_info",
                "The person was erased and must not be contacted: do not send this person's leads again");
    }
}
