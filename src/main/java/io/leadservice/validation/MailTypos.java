package io.leadservice.validation;

import io.leadservice.validation.reference.Resources;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the mail provider that a mistyped domain means. A slip is a letter left out, put in, struck wrong, or two
 * neighbours swapped; one may be in the name and one in the ending, as in {@code gmial.con}.
 */
final class MailTypos {

    private static final int MARK = 2;

    private final List<Provider> providers;
    private final Set<String> real;

    private MailTypos(List<Provider> providers, Set<String> real) {
        this.providers = providers;
        this.real = real;
    }

    /** Reads the list of providers. Blocks. */
    static MailTypos load() {
        List<String> lines = Resources.lines("validation/mail-domains.txt");
        return new MailTypos(
                lines.stream()
                        .filter(line -> !line.startsWith("- "))
                        .map(line -> Provider.of(line.substring(MARK), line.startsWith("+ ")))
                        .toList(),
                lines.stream().map(line -> line.substring(MARK)).collect(Collectors.toUnmodifiableSet()));
    }

    /** The domain that was meant; empty if the one given is real or like none of the list. */
    Optional<String> meant(String domain) {
        if (real.contains(domain)) {
            return Optional.empty();
        }
        int dot = domain.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String name = domain.substring(0, dot);
        String ending = domain.substring(dot + 1);
        for (Provider provider : providers) {
            if (provider.isMeantBy(name, ending)) {
                return Optional.of(provider.domain);
            }
        }
        return Optional.empty();
    }

    private record Provider(String domain, String name, String ending, boolean longName) {

        static Provider of(String domain, boolean longName) {
            int dot = domain.indexOf('.');
            return new Provider(domain, domain.substring(0, dot), domain.substring(dot + 1), longName);
        }

        boolean isMeantBy(String otherName, String otherEnding) {
            boolean sameName = name.equals(otherName);
            boolean sameEnding = ending.equals(otherEnding);
            boolean nameFits = sameName || (longName && Slip.between(otherName, name));
            boolean endingFits = sameEnding || Slip.between(otherEnding, ending);
            return nameFits && endingFits && !(sameName && sameEnding);
        }
    }
}
