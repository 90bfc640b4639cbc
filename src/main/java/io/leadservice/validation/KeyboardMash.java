package io.leadservice.validation;

/**
 * Tells fingers running over a keyboard from a name. A sign is never that a name is rare or short:
 *
 * <ul>
 *   <li>no letter of any script, three or more digits, or a sign that is in no name ({@code @ < > { } =})
 *   <li>one letter three times and nothing else, or four times in a row
 *   <li>four neighbouring keys of a row from its left end or without a vowel ({@code asdf}, {@code hjkl}, not
 *       {@code Wert}), or five anywhere, in either direction; or three of them said twice ({@code asdasd})
 *   <li>six Latin consonants or more and nothing else
 * </ul>
 */
final class KeyboardMash {

    /** Letters in the order of their keys; keys are neighbours where their places differ by one. */
    private static final String KEYS = "qwertyuiop asdfghjkl zxcvbnm";

    private static final String LEFT_ENDS = "qaz";
    private static final String FOREIGN_TO_NAMES = "@<>{}=";
    private static final String VOWELS = "aeiouy";
    private static final int RUN = 4;
    private static final int LONG_RUN = 5;
    private static final int SHORT_RUN = 3;
    private static final int CONSONANTS = 6;
    private static final int DIGITS = 3;

    private KeyboardMash() {}

    /** @param name in lower case, without accents */
    static boolean isMash(String name) {
        return hasForeignSigns(name)
                || isOneLetter(name)
                || runsAlongARow(name)
                || repeatsAShortRun(name)
                || isAllConsonants(name);
    }

    private static boolean hasForeignSigns(String name) {
        int letters = 0;
        int digits = 0;
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int point = name.codePointAt(i);
            letters += Character.isLetter(point) ? 1 : 0;
            digits += Character.isDigit(point) ? 1 : 0;
            if (FOREIGN_TO_NAMES.indexOf(point) >= 0) {
                return true;
            }
        }
        return letters == 0 || digits >= DIGITS || name.contains("http") || name.contains("www.");
    }

    private static boolean isOneLetter(String name) {
        int run = 1;
        int longest = 1;
        for (int i = 1; i < name.length(); i++) {
            run = name.charAt(i) == name.charAt(i - 1) && Character.isLetter(name.charAt(i)) ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest >= RUN || (longest >= SHORT_RUN && longest == name.length());
    }

    private static boolean runsAlongARow(String name) {
        for (int start = 0; start + RUN <= name.length(); start++) {
            int run = run(name, start);
            if (run >= LONG_RUN || (run == RUN && isNoSyllable(name, start))) {
                return true;
            }
        }
        return false;
    }

    /** How many neighbouring keys are struck from a place on, in one direction. */
    private static int run(String name, int start) {
        int step = 0;
        int end = start + 1;
        while (end < name.length()) {
            int next = step(name.charAt(end - 1), name.charAt(end));
            if (next == 0 || (step != 0 && next != step)) {
                break;
            }
            step = next;
            end++;
        }
        return end - start;
    }

    /** Plus or minus one for neighbouring keys, else 0. */
    private static int step(char from, char to) {
        int first = KEYS.indexOf(from);
        int second = KEYS.indexOf(to);
        boolean neighbours = first >= 0 && second >= 0 && from != ' ' && to != ' ' && Math.abs(second - first) == 1;
        return neighbours ? second - first : 0;
    }

    private static boolean isNoSyllable(String name, int start) {
        boolean atLeftEnd =
                LEFT_ENDS.indexOf(name.charAt(start)) >= 0 || LEFT_ENDS.indexOf(name.charAt(start + RUN - 1)) >= 0;
        return atLeftEnd || isWithoutVowel(name, start, start + RUN);
    }

    private static boolean repeatsAShortRun(String name) {
        for (int length = SHORT_RUN; 2 * length <= name.length(); length++) {
            if (name.length() % length == 0
                    && name.regionMatches(0, name, length, name.length() - length)
                    && run(name, 0) >= length) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAllConsonants(String name) {
        return name.length() >= CONSONANTS && isWithoutVowel(name, 0, name.length());
    }

    /** Whether there are Latin consonants and nothing else. */
    private static boolean isWithoutVowel(String name, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = name.charAt(i);
            if (c < 'a' || c > 'z' || VOWELS.indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }
}
