package io.leadservice.validation;

/** A slip of the finger: a letter left out, put in, struck wrong, or two neighbours swapped. */
final class Slip {

    private Slip() {}

    /** Whether two words differ by exactly one slip; the equal beginning and end are skipped. */
    static boolean between(String typed, String meant) {
        int longer = Math.max(typed.length(), meant.length());
        int shorter = Math.min(typed.length(), meant.length());
        if (longer - shorter > 1) {
            return false;
        }
        int start = 0;
        while (start < shorter && typed.charAt(start) == meant.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && typed.charAt(typed.length() - 1 - end) == meant.charAt(meant.length() - 1 - end)) {
            end++;
        }
        int differing = longer - start - end;
        boolean swapped = differing == 2
                && typed.length() == meant.length()
                && typed.charAt(start) == meant.charAt(start + 1)
                && typed.charAt(start + 1) == meant.charAt(start);
        return differing == 1 || swapped;
    }
}
