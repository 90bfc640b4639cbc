package io.leadservice.validation.reference;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file of lines in the order of their bytes, searched as it is: nothing is parsed before it is asked for, so that a large
 * table costs a start next to nothing, and the heap its size. A line is a word, or a key, a tab and further columns. Words
 * and keys are ASCII. Thread-safe.
 */
public final class SortedText {

    private static final int NONE = -1;

    private final byte[] text;

    private SortedText(byte[] text) {
        this.text = text;
    }

    /** Reads a file of this program. Blocks. */
    public static SortedText load(String path) {
        return new SortedText(Resources.bytes(path));
    }

    /** Whether a line has this word or key. */
    public boolean contains(String word) {
        return find(word, 0) != NONE;
    }

    /** Whether the set has the domain or one above it: {@code box.example.com} is in a set that has {@code example.com}. */
    public boolean containsDomain(String domain) {
        int from = 0;
        while (find(domain, from) == NONE) {
            from = domain.indexOf('.', from) + 1;
            if (from == 0) {
                return false;
            }
        }
        return true;
    }

    /** What stands behind a key and its tab. */
    Optional<String> row(String key) {
        int line = find(key, 0);
        if (line == NONE) {
            return Optional.empty();
        }
        int start = line + key.length() + 1;
        int end = endOfLine(line);
        return Optional.of(start > end ? "" : new String(text, start, end - start, StandardCharsets.UTF_8));
    }

    /** Where the line of a word begins; the word is what stands from an index on. */
    private int find(String word, int from) {
        int low = 0;
        int high = text.length;
        while (low < high) {
            int line = startOfLine((low + high) >>> 1, low);
            int order = compare(line, word, from);
            if (order == 0) {
                return line;
            }
            if (order < 0) {
                low = endOfLine(line) + 1;
            } else {
                high = line;
            }
        }
        return NONE;
    }

    private int startOfLine(int place, int first) {
        int start = place;
        while (start > first && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private int endOfLine(int start) {
        int end = start;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private int compare(int line, String word, int from) {
        for (int i = from; i < word.length(); i++) {
            int place = line + i - from;
            if (place == text.length) {
                return -1;
            }
            int order = text[place] - word.charAt(i);
            if (order != 0) {
                return order;
            }
        }
        int end = line + word.length() - from;
        return end == text.length || text[end] == '\n' || text[end] == '\t' ? 0 : 1;
    }
}
