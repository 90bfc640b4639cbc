package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.List;

/**
 * {@code contact.age}: too young to make a contract (under 18, the age of majority in most states), older than anyone
 * (over 110), or not born yet. Refuses the lead.
 */
final class AgeRule implements Rule {

    private static final int MIN = 18;
    private static final int MAX = 110;

    @Override
    public List<Finding> check(Lead lead, Enrichment enrichment) {
        return enrichment
                .age()
                .filter(age -> age < MIN || age > MAX)
                .map(age -> List.of(new Finding(
                        "contact.age",
                        Severity.REJECT,
                        "/contact_info/dateOfBirth",
                        "must make the person " + MIN + " to " + MAX + " years old")))
                .orElse(List.of());
    }
}
