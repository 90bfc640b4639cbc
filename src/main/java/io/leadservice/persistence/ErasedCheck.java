package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.config.ValidationConfig;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import io.leadservice.lead.Severity;
import io.leadservice.resilience.Batcher;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether the person of a new lead was erased before anything of it is kept. What happens then is the action of the rule
 * {@code contact.suppressed} in its vertical: a lead that it refuses is stored as erased, with nothing of the person; one that
 * it flags is stored with the finding. Confined to the event loop of its instance.
 */
final class ErasedCheck {

    private final Batcher<Set<String>, Boolean> entries;
    private final ValidationConfig rules;

    ErasedCheck(Batcher<Set<String>, Boolean> entries, ValidationConfig rules) {
        this.entries = entries;
        this.rules = rules;
    }

    /**
     * What holds against a lead.
     *
     * @param blind the person's blind index by kind
     * @return the action of the rule; empty if the person was not erased, or nobody wants to know; fails as the store does
     */
    Future<Optional<Severity>> against(Lead lead, Map<String, String> blind, Deadline deadline) {
        Optional<Severity> severity = rules.of(lead.vertical()).severity(RuleCode.CONTACT_SUPPRESSED);
        return severity.isEmpty()
                ? Future.succeededFuture(severity)
                : entries.submit(ErasedPeople.against(lead.client(), blind), deadline)
                        .map(erased -> erased ? severity : Optional.empty());
    }

    /** Takes nothing more and ends what is at work. */
    Future<Void> close() {
        return entries.close();
    }

    static Finding finding(Severity severity) {
        return new Finding(
                RuleCode.CONTACT_SUPPRESSED.wireName(),
                severity,
                "/contact_info",
                "The person was erased and must not be contacted: do not send this person's leads again");
    }
}
