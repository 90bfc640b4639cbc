package io.leadservice.lead;

import java.util.List;
import java.util.stream.Stream;

/**
 * A well-formed lead with what the rules found and derived.
 *
 * @param lead the lead as sent
 * @param enrichment what was derived from it
 * @param findings what the rules found, in the order of the rules, then what an outside service found
 * @param degraded which steps were done without the service that should have done them
 */
public record ValidatedLead(Lead lead, Enrichment enrichment, List<Finding> findings, List<Degradation> degraded) {

    public ValidatedLead {
        findings = List.copyOf(findings);
        degraded = List.copyOf(degraded);
    }

    /** A lead with all that should be known of it. */
    public ValidatedLead(Lead lead, Enrichment enrichment, List<Finding> findings) {
        this(lead, enrichment, findings, List.of());
    }

    /** The lead with what was found and missed at another time. */
    public ValidatedLead as(List<Finding> otherFindings, List<Degradation> otherDegraded) {
        return new ValidatedLead(lead, enrichment, otherFindings, otherDegraded);
    }

    /** Whether a rule refuses this lead. */
    public boolean rejected() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.REJECT);
    }

    /** The lead with more findings. */
    public ValidatedLead with(List<Finding> more) {
        return new ValidatedLead(
                lead,
                enrichment,
                Stream.concat(findings.stream(), more.stream()).toList(),
                degraded);
    }

    /** The lead, marked as done without a service. */
    public ValidatedLead without(Degradation step) {
        return new ValidatedLead(
                lead,
                enrichment,
                findings,
                Stream.concat(degraded.stream(), Stream.of(step)).distinct().toList());
    }
}
