package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code phone.fictional}: a number made up by hand. That is a line 555-01xx, which the numbering plan sets aside for
 * fiction, one digit repeated, or a straight run such as 1234567890. Such a number may be invalid too.
 */
final class PhoneFictional implements Rule {

    private static final int NATIONAL_LENGTH = 10;

    @Override
    public Optional<Finding> check(Lead lead, Enrichment enrichment) {
        String digits = lead.contact()
                .phone()
                .chars()
                .filter(c -> c >= '0' && c <= '9')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String national =
                digits.length() == NATIONAL_LENGTH + 1 && digits.startsWith("1") ? digits.substring(1) : digits;
        boolean fictional = isReserved(national) || isEven(national) || isEven(digits);
        return fictional
                ? Optional.of(new Finding(
                        "phone.fictional",
                        Severity.FLAG,
                        "/contact_info/phone",
                        "a made-up number: ask for the one on which the person can be reached"))
                : Optional.empty();
    }

    private static boolean isReserved(String national) {
        return national.length() == NATIONAL_LENGTH && national.startsWith("55501", 3);
    }

    /** Whether each digit is the one before plus 0, plus 1 or minus 1 all along, where 0 follows 9. */
    private static boolean isEven(String digits) {
        return IntStream.of(0, 1, 9)
                .anyMatch(step -> IntStream.range(1, digits.length())
                        .allMatch(i -> (digits.charAt(i) - digits.charAt(i - 1) - step + 20) % 10 == 0));
    }
}
