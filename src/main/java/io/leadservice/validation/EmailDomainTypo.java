package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code email.domain_typo}: a domain one slip of the finger away from a large mail provider's, and not itself known to
 * be a provider. A slip is a letter left out, put in, struck wrong, or two neighbours swapped.
 */
final class EmailDomainTypo implements Rule {

    private static final String LARGE = "+ ";

    private final List<String> large;
    private final Set<String> known;

    private EmailDomainTypo(List<String> large, Set<String> known) {
        this.large = large;
        this.known = known;
    }

    /** Reads the list of providers. Blocks. */
    static EmailDomainTypo load() {
        List<String> lines = Resources.lines("validation/mail-domains.txt");
        List<String> large = lines.stream()
                .filter(line -> line.startsWith(LARGE))
                .map(line -> line.substring(LARGE.length()))
                .toList();
        Set<String> known = lines.stream()
                .map(line -> line.startsWith(LARGE) ? line.substring(LARGE.length()) : line)
                .collect(Collectors.toUnmodifiableSet());
        return new EmailDomainTypo(large, known);
    }

    @Override
    public Optional<Finding> check(Lead lead, Enrichment enrichment) {
        String domain = EmailDomain.of(enrichment.email());
        if (known.contains(domain)) {
            return Optional.empty();
        }
        return large.stream()
                .filter(provider -> isOneSlip(domain, provider))
                .findFirst()
                .map(provider -> new Finding(
                        "email.domain_typo",
                        Severity.FLAG,
                        EmailDomain.POINTER,
                        "the domain looks mistyped: ask whether " + provider + " is meant"));
    }

    /** Whether the two differ by exactly one slip; the equal beginning and end are skipped. */
    private static boolean isOneSlip(String domain, String provider) {
        int longer = Math.max(domain.length(), provider.length());
        int shorter = Math.min(domain.length(), provider.length());
        if (longer - shorter > 1) {
            return false;
        }
        int start = 0;
        while (start < shorter && domain.charAt(start) == provider.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && domain.charAt(domain.length() - 1 - end) == provider.charAt(provider.length() - 1 - end)) {
            end++;
        }
        int differing = longer - start - end;
        boolean swapped = differing == 2
                && domain.length() == provider.length()
                && domain.charAt(start) == provider.charAt(start + 1)
                && domain.charAt(start + 1) == provider.charAt(start);
        return differing == 1 || swapped;
    }
}
