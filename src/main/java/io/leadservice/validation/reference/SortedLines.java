package io.leadservice.validation.reference;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A large set of ASCII words in two arrays: some 120,000 domains take 2.3 MB, a fifth of what a set of strings takes. */
public final class SortedLines {

    private final byte[] text;
    private final int[] starts;

    private SortedLines(byte[] text, int[] starts) {
        this.text = text;
        this.starts = starts;
    }

    /**
     * Reads a file of this program, one word a line. Blocks.
     *
     * @throws IllegalStateException if the file is not in the order of its bytes
     */
    public static SortedLines load(String path) {
        return of(Resources.lines(path));
    }

    static SortedLines of(List<String> words) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int[] starts = new int[words.size() + 1];
        String last = "";
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.compareTo(last) <= 0) {
                throw new IllegalStateException("a word list is not sorted at line " + (i + 1));
            }
            text.writeBytes(word.getBytes(StandardCharsets.US_ASCII));
            starts[i + 1] = text.size();
            last = word;
        }
        return new SortedLines(text.toByteArray(), starts);
    }

    /** Whether the set has a word. */
    public boolean contains(String word) {
        return contains(word, 0);
    }

    /** Whether the set has the domain or one above it: {@code box.example.com} is in a set that has {@code example.com}. */
    public boolean containsDomain(String domain) {
        int from = 0;
        while (!contains(domain, from)) {
            from = domain.indexOf('.', from) + 1;
            if (from == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(String word, int from) {
        int low = 0;
        int high = starts.length - 2;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, word, from);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private int compare(int index, String word, int from) {
        int start = starts[index];
        int length = starts[index + 1] - start;
        int sought = word.length() - from;
        for (int i = 0; i < Math.min(length, sought); i++) {
            int order = text[start + i] - word.charAt(from + i);
            if (order != 0) {
                return order;
            }
        }
        return length - sought;
    }
}
