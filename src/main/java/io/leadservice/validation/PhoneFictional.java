package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;

/**
 * {@code phone.fictional}: a number made up by hand. That is a line 555-01xx, which the numbering plan sets aside for
 * fiction, a straight run such as 1234567890, or a digit or a short group of digits said over and over, as in 5555555555
 * and 2121212121. Such a number may be invalid too.
 */
final class PhoneFictional implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.PHONE_FICTIONAL,
            Pointers.PHONE,
            "a made-up number",
            "ask for the one on which the person can be reached");

    private static final int LINE_LENGTH = 7;

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        String national = NationalNumber.of(lead.contact().phone());
        String digits = NationalNumber.digits(lead.contact().phone());
        return TEXT.brokenIf(isReserved(national)
                || isEven(national)
                || isEven(digits)
                || isRepeated(national)
                || hasEvenLine(national));
    }

    private static boolean isReserved(String national) {
        return national.length() == NationalNumber.LENGTH && national.startsWith("55501", 3);
    }

    /** The number without its area code is one digit all along: 319-555-5555. */
    private static boolean hasEvenLine(String national) {
        return national.length() == NationalNumber.LENGTH
                && hasStep(national.substring(NationalNumber.LENGTH - LINE_LENGTH), 0);
    }

    /** Whether each digit is the one before plus 0, plus 1 or minus 1 all along, where 0 follows 9. */
    private static boolean isEven(String digits) {
        return hasStep(digits, 0) || hasStep(digits, 1) || hasStep(digits, 9);
    }

    private static boolean hasStep(String digits, int step) {
        for (int i = 1; i < digits.length(); i++) {
            if ((digits.charAt(i) - digits.charAt(i - 1) - step + 20) % 10 != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the ten digits are a pair or a group of five, said over and over. */
    private static boolean isRepeated(String national) {
        return national.length() == NationalNumber.LENGTH && (hasPeriod(national, 2) || hasPeriod(national, 5));
    }

    private static boolean hasPeriod(String digits, int period) {
        return digits.regionMatches(0, digits, period, digits.length() - period);
    }
}
