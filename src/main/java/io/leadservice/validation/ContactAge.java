package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;

/**
 * {@code contact.age}: whoever asks for insurance must be of age and alive, in full years on the day of arrival (UTC), and
 * born before it. A lead without a date of birth passes.
 */
final class ContactAge implements Rule {

    private final int minimum;
    private final int maximum;
    private final RuleText text;

    /** Limits in full years, both within. */
    ContactAge(int minimum, int maximum) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.text = new RuleText(
                RuleCode.CONTACT_AGE,
                "/contact_info/dateOfBirth",
                "the contact is not " + minimum + " to " + maximum + " years old",
                "check the date of birth");
    }

    @Override
    public RuleText text() {
        return text;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return text.brokenIf(lead.contact().dateOfBirth().isPresent()
                && enrichment
                        .age()
                        .filter(age -> age >= minimum && age <= maximum)
                        .isEmpty());
    }
}
