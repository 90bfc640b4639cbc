package io.leadservice.validation;

import java.util.Locale;
import java.util.Optional;

/**
 * A whole vehicle identification number: 17 characters (ISO 3779). Shorter ones are of vehicles before 1981, or the part of a
 * number that some forms ask for, and tell nothing for sure.
 *
 * @param characters 17 capital letters and digits, and perhaps others that do not belong there
 */
record Vin(String characters) {

    static final int LENGTH = 17;

    private static final int CHECK_DIGIT = 8;
    private static final int YEAR_CODE = 9;
    private static final int CYCLE_MARK = 6;
    private static final String YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789";
    private static final int FIRST_YEAR = 1980;

    /** 49 CFR 565.15, table IV, in the order of the characters below; I, O and Q are not used. */
    private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";

    private static final String VALUES = "12345678123457923456789" + "0123456789";
    /** 49 CFR 565.15, table V. */
    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

    private static final int MODULUS = 11;

    /** Reads a number as people write it: in any case, with spaces and dashes between. */
    static Optional<Vin> of(String text) {
        String characters = normal(text);
        return characters.length() == LENGTH ? Optional.of(new Vin(characters)) : Optional.empty();
    }

    /** Capitals, without spaces and dashes. */
    static String normal(String text) {
        StringBuilder normal = new StringBuilder(LENGTH);
        text.toUpperCase(Locale.ROOT)
                .codePoints()
                .filter(c -> c != '-' && !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .forEach(normal::appendCodePoint);
        return normal.toString();
    }

    /** Whether it was given out for North America, by ISO 3780: there the check digit and the year code are law. */
    boolean isNorthAmerican() {
        char region = characters.charAt(0);
        return (region >= '1' && region <= '5') || region == '7';
    }

    /** Whether the ninth character is the one that the others ask for. */
    boolean hasRightCheckDigit() {
        int sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            int at = LETTERS.indexOf(characters.charAt(i));
            if (at < 0) {
                return false;
            }
            sum += WEIGHTS[i] * (VALUES.charAt(at) - '0');
        }
        int rest = sum % MODULUS;
        return characters.charAt(CHECK_DIGIT) == (rest == MODULUS - 1 ? 'X' : (char) ('0' + rest));
    }

    /**
     * The model year. Its code comes round every 30 years; a letter at the seventh place means the cycle from 2010 on, for
     * all but heavy vehicles (49 CFR 565.15).
     *
     * @param latest the latest model year there can be: a code beyond it is of the cycle before
     */
    Optional<Integer> modelYear(int latest) {
        int code = YEAR_CODES.indexOf(characters.charAt(YEAR_CODE));
        if (code < 0) {
            return Optional.empty();
        }
        boolean second = !Character.isDigit(characters.charAt(CYCLE_MARK));
        int year = FIRST_YEAR + code + (second ? YEAR_CODES.length() : 0);
        return Optional.of(year > latest ? year - YEAR_CODES.length() : year);
    }

    @Override
    public String toString() {
        return "Vin[hidden]";
    }
}
