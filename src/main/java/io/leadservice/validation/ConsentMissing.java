package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;

/** {@code consent.missing}: the lead does not say that the person agreed to be contacted (47 CFR 64.1200). */
final class ConsentMissing implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.CONSENT_MISSING,
            "/consent/tcpa",
            "no consent to be contacted",
            "send consent.tcpa with the text and the time of the agreement");

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return TEXT.brokenIf(!Boolean.TRUE.equals(Envelope.consent(lead).get("tcpa")));
    }
}
