package io.leadservice.validation;

import java.util.List;

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

    private static final List<String> ROWS = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");
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
        return !hasLetters(name)
                || hasForeignSigns(name)
                || isOneLetter(name)
                || runsAlongARow(name)
                || repeatsAShortRun(name)
                || isAllConsonants(name);
    }

    private static boolean hasLetters(String name) {
        return name.codePoints().anyMatch(Character::isLetter);
    }

    private static boolean hasForeignSigns(String name) {
        return name.chars().anyMatch(c -> FOREIGN_TO_NAMES.indexOf(c) >= 0)
                || name.contains("http")
                || name.contains("www.")
                || name.codePoints().filter(Character::isDigit).count() >= DIGITS;
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
        for (int i = 0; i + RUN <= name.length(); i++) {
            if (isRun(name.substring(i, i + RUN))
                    || (i + LONG_RUN <= name.length() && isAlongARow(name.substring(i, i + LONG_RUN)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRun(String four) {
        return isAlongARow(four) && (four.chars().noneMatch(KeyboardMash::isVowel) || isAtLeftEnd(four));
    }

    private static boolean isAtLeftEnd(String keys) {
        return ROWS.stream().anyMatch(row -> row.startsWith(keys) || row.startsWith(reversed(keys)));
    }

    private static boolean isAlongARow(String keys) {
        String backwards = reversed(keys);
        return ROWS.stream().anyMatch(row -> row.contains(keys) || row.contains(backwards));
    }

    private static boolean repeatsAShortRun(String name) {
        for (int length = SHORT_RUN; 2 * length <= name.length(); length++) {
            if (name.length() % length == 0
                    && name.regionMatches(0, name, length, name.length() - length)
                    && isAlongARow(name.substring(0, length))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAllConsonants(String name) {
        return name.length() >= CONSONANTS && name.chars().allMatch(c -> c >= 'a' && c <= 'z' && !isVowel(c));
    }

    private static boolean isVowel(int c) {
        return VOWELS.indexOf(c) >= 0;
    }

    private static String reversed(String keys) {
        return new StringBuilder(keys).reverse().toString();
    }
}
