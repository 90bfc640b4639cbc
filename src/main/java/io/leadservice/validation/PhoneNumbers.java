package io.leadservice.validation;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.leadservice.lead.PhoneLine;
import io.leadservice.lead.PhoneLine.Kind;
import io.leadservice.validation.reference.PhoneAreas;
import io.leadservice.validation.reference.PhoneAreas.Area;
import java.util.List;
import java.util.Optional;

/** The North American Numbering Plan, by libphonenumber. Safe to share between threads. */
final class PhoneNumbers {

    private static final String HOME = "US";
    private static final int NORTH_AMERICA = 1;
    private static final int COUNTRY_PREFIX = "+1".length();
    /** Canada's services of seven digits, 310 and four more, are in the library's plan too, and are nobody's line. */
    private static final int DIGITS = 10;

    private final PhoneNumberUtil numbers;
    private final PhoneAreas areas;

    private PhoneNumbers(PhoneNumberUtil numbers, PhoneAreas areas) {
        this.numbers = numbers;
        this.areas = areas;
    }

    /**
     * Reads the metadata of the plan's regions. Blocks. The library reads that of another region, a few KB, with the first number
     * from there: to read all of them takes a tenth of a start.
     */
    static PhoneNumbers load() {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        numbers.getSupportedRegions().stream()
                .filter(region -> numbers.getCountryCodeForRegion(region) == NORTH_AMERICA)
                .forEach(numbers::getExampleNumber);
        return new PhoneNumbers(numbers, PhoneAreas.load());
    }

    /** The number, if it is a valid one of the North American plan. */
    Optional<Valid> read(String phone) {
        try {
            PhoneNumber number = numbers.parse(phone, HOME);
            boolean whole = number.getCountryCode() == NORTH_AMERICA
                    && numbers.getNationalSignificantNumber(number).length() == DIGITS;
            PhoneNumberType type = whole ? numbers.getNumberType(number) : PhoneNumberType.UNKNOWN;
            return type == PhoneNumberType.UNKNOWN ? Optional.empty() : Optional.of(valid(number, type));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private Valid valid(PhoneNumber number, PhoneNumberType type) {
        String e164 = numbers.format(number, PhoneNumberFormat.E164);
        Kind kind = kind(type);
        Optional<Area> area = kind == Kind.TOLL_FREE ? Optional.empty() : areas.area(e164.substring(COUNTRY_PREFIX));
        return new Valid(
                e164,
                new PhoneLine(
                        kind,
                        area.flatMap(Area::region),
                        area.map(Area::timeZones).orElse(List.of())));
    }

    private static Kind kind(PhoneNumberType type) {
        return switch (type) {
            case FIXED_LINE, MOBILE, FIXED_LINE_OR_MOBILE -> Kind.FIXED_LINE_OR_MOBILE;
            case TOLL_FREE -> Kind.TOLL_FREE;
            case PREMIUM_RATE -> Kind.PREMIUM_RATE;
            case PERSONAL_NUMBER -> Kind.PERSONAL;
            default -> Kind.OTHER;
        };
    }

    /**
     * A valid number.
     *
     * @param e164 plus sign, country code and digits: personal data
     * @param line what the plan tells of it
     */
    record Valid(String e164, PhoneLine line) {

        @Override
        public String toString() {
            return "Valid[hidden]";
        }
    }
}
