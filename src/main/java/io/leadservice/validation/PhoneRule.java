package io.leadservice.validation;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code phone.invalid}: no number of the North American numbering plan, by libphonenumber. {@code phone.fictional}: a
 * number kept for fiction (line 555-01xx, as the plan's administrator reserves it), or a run or repeat of digits.
 */
final class PhoneRule implements Rule {

    private static final String POINTER = "/contact_info/phone";
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final Pattern FICTIONAL = Pattern.compile("\\d{3}55501\\d{2}|(\\d)\\1{9}");
    private static final String RUNS = "01234567890123456789 98765432109876543210";
    private static final int NATIONAL_DIGITS = 10;

    /** The number in E.164, where it is a valid one. */
    static Optional<String> normalise(String phone) {
        try {
            var number = PHONES.parse(phone, "US");
            return PHONES.isValidNumber(number) && number.getCountryCode() == 1
                    ? Optional.of(PHONES.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Finding> check(Lead lead, Enrichment enrichment) {
        if (fictional(lead.contact().phone())) {
            return List.of(new Finding(
                    "phone.fictional", Severity.FLAG, POINTER, "is kept for fiction or a run of digits; ask again"));
        }
        return enrichment.phone().isPresent()
                ? List.of()
                : List.of(new Finding(
                        "phone.invalid", Severity.FLAG, POINTER, "is no number of the North American plan; ask again"));
    }

    private static boolean fictional(String phone) {
        String digits = phone.replaceAll("\\D", "");
        if (digits.length() == NATIONAL_DIGITS + 1 && digits.startsWith("1")) {
            digits = digits.substring(1);
        }
        return FICTIONAL.matcher(digits).matches() || (digits.length() == NATIONAL_DIGITS && RUNS.contains(digits));
    }
}
