package io.leadservice.validation;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/** The North American Numbering Plan, by libphonenumber. Safe to share between threads. */
final class PhoneNumbers {

    private static final String HOME = "US";
    private static final int NORTH_AMERICA = 1;

    private final PhoneNumberUtil numbers;

    private PhoneNumbers(PhoneNumberUtil numbers) {
        this.numbers = numbers;
    }

    /** Reads the metadata of every region, which the library would else read on first use. Blocks. */
    static PhoneNumbers load() {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        numbers.getSupportedRegions().forEach(numbers::getExampleNumber);
        numbers.getSupportedGlobalNetworkCallingCodes().forEach(numbers::getExampleNumberForNonGeoEntity);
        return new PhoneNumbers(numbers);
    }

    /** The number in E.164, if it is a valid one of the North American plan. */
    Optional<String> e164(String phone) {
        try {
            PhoneNumber number = numbers.parse(phone, HOME);
            return number.getCountryCode() == NORTH_AMERICA && numbers.isValidNumber(number)
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
