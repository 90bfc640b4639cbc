package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** All rules in order, and what they look at. One for each node; thread-safe. */
public final class Rules {

    private final List<Rule> rules;

    private Rules(List<Rule> rules) {
        this.rules = rules;
    }

    /** The rules with their tables; blocks for a moment, so call it from a worker thread. */
    public static Rules standard() {
        return new Rules(List.of(new PhoneRule(), new EmailRule(), new ZipRule(), new AgeRule()));
    }

    List<Finding> check(Lead lead, Enrichment enrichment) {
        return rules.stream()
                .flatMap(rule -> rule.check(lead, enrichment).stream())
                .toList();
    }

    /** What can be derived from a lead without asking anyone. */
    static Enrichment enrich(Lead lead) {
        LocalDate today = LocalDate.ofInstant(lead.receivedAt(), ZoneOffset.UTC);
        Optional<Integer> age = lead.contact().dateOfBirth().map(born -> years(born, today));
        return new Enrichment(
                EmailRule.normalise(lead.contact().email()),
                PhoneRule.normalise(lead.contact().phone()),
                age);
    }

    /** Full years; negative for one who is not born yet. */
    private static int years(LocalDate born, LocalDate today) {
        return born.isAfter(today) ? -1 : Period.between(born, today).getYears();
    }
}
