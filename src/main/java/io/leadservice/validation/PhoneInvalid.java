package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;

/** {@code phone.invalid}: no such number can exist in the North American Numbering Plan, by libphonenumber's patterns. */
final class PhoneInvalid implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.PHONE_INVALID,
            Pointers.PHONE,
            "not a number of the North American Numbering Plan",
            "ask for area code and number");

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return TEXT.brokenIf(enrichment.phone().isEmpty());
    }
}
