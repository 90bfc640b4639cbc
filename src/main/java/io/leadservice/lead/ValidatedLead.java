package io.leadservice.lead;

import java.util.List;

/**
 * A well-formed lead with what the rules found and derived.
 *
 * @param lead the lead as sent
 * @param enrichment what was derived from it
 * @param findings what the rules found, in the order of the rules
 */
public record ValidatedLead(Lead lead, Enrichment enrichment, List<Finding> findings) {

    public ValidatedLead {
        findings = List.copyOf(findings);
    }

    /** Whether a rule refuses this lead. */
    public boolean rejected() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.REJECT);
    }
}
