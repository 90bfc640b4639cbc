package io.leadservice.validation;

/** The digits of a phone number as sent, without the 1 before an area code, whether or not there is such a number. */
final class NationalNumber {

    static final int LENGTH = 10;

    private NationalNumber() {}

    static String of(String phone) {
        String digits = digits(phone);
        return digits.length() == LENGTH + 1 && digits.charAt(0) == '1' ? digits.substring(1) : digits;
    }

    /** All digits, in their order. */
    static String digits(String phone) {
        StringBuilder digits = new StringBuilder(phone.length());
        for (int i = 0; i < phone.length(); i++) {
            char c = phone.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return digits.toString();
    }
}
