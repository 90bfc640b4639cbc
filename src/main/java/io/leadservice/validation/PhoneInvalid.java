package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.Optional;

/** {@code phone.invalid}: no such number can exist in the North American Numbering Plan. */
final class PhoneInvalid implements Rule {

    @Override
    public Optional<Finding> check(Lead lead, Enrichment enrichment) {
        return enrichment.phone().isPresent()
                ? Optional.empty()
                : Optional.of(new Finding(
                        "phone.invalid",
                        Severity.FLAG,
                        "/contact_info/phone",
                        "not a number of the North American Numbering Plan: ask for area code and number"));
    }
}
