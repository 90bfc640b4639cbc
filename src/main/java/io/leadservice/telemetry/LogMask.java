package io.leadservice.telemetry;

import java.util.regex.Pattern;

/**
 * Takes out of a text what looks like an e-mail, a phone of North America, an SSN, a token or the credentials of a URL. A second
 * net beneath "never log it": it knows forms, not names. Most texts hold none of it and come back as they are.
 */
final class LogMask {

    private static final String MASK = "***";
    private static final int PHONE_DIGITS = 10;
    private static final int SSN_DIGITS = 9;
    private static final String WITHIN_NUMBER = "-. ()+";

    private static final Pattern CREDENTIALS = Pattern.compile("://[^\\s/@]{1,512}@");
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+'-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,5}");
    private static final Pattern SSN = Pattern.compile("(?<![\\w-])\\d{3}-\\d{2}-\\d{4}(?![\\w-])");
    private static final Pattern PHONE = Pattern.compile(
            "(?<![\\w.-])(?:\\+?1[-. ]?)?(?:\\([2-9]\\d{2}\\)|[2-9]\\d{2})[-. ]?[2-9]\\d{2}[-. ]?\\d{4}(?![\\w-])");
    private static final Pattern BEARER = Pattern.compile("(?i)\\bbearer\\s+[\\w.~+/=-]{8,}");
    private static final Pattern TOKEN = Pattern.compile("\\beyJ[\\w-]+\\.[\\w-]+(?:\\.[\\w-]*)?");

    private LogMask() {}

    static String mask(String text) {
        int digits = longestNumber(text);
        String masked = text;
        if (text.contains("earer") || text.contains("EARER")) {
            masked = BEARER.matcher(masked).replaceAll("Bearer " + MASK);
        }
        if (text.contains("eyJ")) {
            masked = TOKEN.matcher(masked).replaceAll(MASK);
        }
        if (text.indexOf('@') >= 0) {
            masked = CREDENTIALS.matcher(masked).replaceAll("://" + MASK + "@");
            masked = EMAIL.matcher(masked).replaceAll(MASK);
        }
        if (digits >= SSN_DIGITS) {
            masked = SSN.matcher(masked).replaceAll(MASK);
        }
        if (digits >= PHONE_DIGITS) {
            masked = PHONE.matcher(masked).replaceAll(MASK);
        }
        return masked;
    }

    /** The most digits with nothing between them but what people write within a number. Most texts have few, and need no pattern. */
    private static int longestNumber(String text) {
        int longest = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                longest = Math.max(longest, digits);
            } else if (WITHIN_NUMBER.indexOf(c) < 0) {
                digits = 0;
            }
        }
        return longest;
    }
}
