package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.Optional;

/**
 * {@code contact.age}: whoever asks for insurance must be of age and alive: 18 to 110 full years on the day of arrival
 * (UTC), for every vertical, COMMERCIAL too. A lead without a date of birth passes.
 */
final class ContactAge implements Rule {

    private static final int MINIMUM = 18;
    private static final int MAXIMUM = 110;

    @Override
    public Optional<Finding> check(Lead lead, Enrichment enrichment) {
        boolean fits = lead.contact().dateOfBirth().isEmpty()
                || enrichment
                        .age()
                        .filter(age -> age >= MINIMUM && age <= MAXIMUM)
                        .isPresent();
        return fits
                ? Optional.empty()
                : Optional.of(new Finding(
                        "contact.age",
                        Severity.REJECT,
                        "/contact_info/dateOfBirth",
                        "the contact must be " + MINIMUM + " to " + MAXIMUM + " years old: check the date of birth"));
    }
}
