package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.List;

/**
 * A rule that is not off.
 *
 * @param severity what a breach means for the lead
 */
record ActiveRule(Rule rule, Severity severity) {

    /** Tells it from others, and from itself at another severity. */
    String name() {
        return rule.text().code().wireName() + ":" + severity;
    }

    void addFindings(Lead lead, Enrichment enrichment, List<Finding> findings) {
        for (Breach breach : rule.check(lead, enrichment)) {
            findings.add(new Finding(rule.text().code().wireName(), severity, breach.pointer(), breach.message()));
        }
    }
}
