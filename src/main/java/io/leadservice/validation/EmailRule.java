package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code email.disposable}: a provider of throw-away addresses. {@code email.domain_typo}: a misspelt large provider, with
 * the one that was meant.
 */
final class EmailRule implements Rule {

    private static final String POINTER = "/contact_info/email";

    private final Set<String> disposable;
    private final Map<String, String> typos;

    EmailRule() {
        disposable = Set.copyOf(Tables.lines("disposable-domains.txt"));
        typos = Tables.lines("domain-typos.csv").stream()
                .map(line -> line.split(","))
                .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> row[1]));
    }

    /** Trimmed and in lower case; plus-tags stay, since they tell addresses apart. */
    static String normalise(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Finding> check(Lead lead, Enrichment enrichment) {
        String domain = enrichment.email().substring(enrichment.email().indexOf('@') + 1);
        if (disposable.contains(domain)) {
            return List.of(new Finding(
                    "email.disposable", Severity.FLAG, POINTER, "is a throw-away address; ask for a lasting one"));
        }
        String meant = typos.get(domain);
        return meant == null
                ? List.of()
                : List.of(new Finding(
                        "email.domain_typo",
                        Severity.FLAG,
                        POINTER,
                        "has a misspelt domain; did they mean " + meant + "?"));
    }
}
