package io.leadservice.validation;

import io.leadservice.validation.reference.Resources;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The list of names that are no one's. Names are compared in lower case, without accents, and without a number behind. */
final class SuspiciousNames {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NUMBER_BEHIND = Pattern.compile("(?<=.)[\\s_-]*\\d+$");

    private final Set<String> words;
    private final Set<String> pairedWords;
    private final Set<String> fullNames;

    private SuspiciousNames(Set<String> words, Set<String> pairedWords, Set<String> fullNames) {
        this.words = Set.copyOf(words);
        this.pairedWords = Set.copyOf(pairedWords);
        this.fullNames = Set.copyOf(fullNames);
    }

    /** Reads the list. Blocks. */
    static SuspiciousNames load() {
        Set<String> words = new HashSet<>();
        Set<String> pairedWords = new HashSet<>();
        Set<String> fullNames = new HashSet<>();
        for (String line : Resources.lines("validation/suspicious-names.txt")) {
            int bar = line.indexOf('|');
            if (line.startsWith("& ")) {
                pairedWords.add(line.substring(2));
            } else if (bar >= 0) {
                fullNames.add(line.replace('|', ' '));
                fullNames.add(line.substring(bar + 1) + ' ' + line.substring(0, bar));
            } else {
                words.add(line);
            }
        }
        return new SuspiciousNames(words, pairedWords, fullNames);
    }

    /** A name as this list compares it. */
    static String folded(String name) {
        String plain = isAscii(name)
                ? name
                : MARKS.matcher(Normalizer.normalize(name, Form.NFKD)).replaceAll("");
        return plain.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether one folded name alone is listed, whole or by one of its words. */
    boolean isListed(String name) {
        if (words.contains(withoutNumber(name))) {
            return true;
        }
        int start = 0;
        for (int space = name.indexOf(' '); space >= 0; space = name.indexOf(' ', start)) {
            if (words.contains(name.substring(start, space))) {
                return true;
            }
            start = space + 1;
        }
        return start > 0 && words.contains(withoutNumber(name.substring(start)));
    }

    /** Whether a folded first and last name are listed together. */
    boolean areListed(String first, String last) {
        return fullNames.contains(first + ' ' + last) || (isPaired(first) && isPaired(last));
    }

    private boolean isPaired(String name) {
        String word = withoutNumber(name);
        return pairedWords.contains(word) || words.contains(word);
    }

    private static String withoutNumber(String name) {
        return name.isEmpty() || !Character.isDigit(name.charAt(name.length() - 1))
                ? name
                : NUMBER_BEHIND.matcher(name).replaceAll("");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
