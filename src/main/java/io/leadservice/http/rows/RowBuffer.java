package io.leadservice.http.rows;

import io.leadservice.lead.Bytes;
import java.util.Arrays;

/** The row that has begun. One that gets longer than a row may be is thrown away, and counted all the same. */
final class RowBuffer {

    private static final byte[] NOTHING = new byte[0];

    private final int longest;
    private byte[] held = NOTHING;
    private int length;
    private boolean tooLong;

    RowBuffer(int longest) {
        this.longest = longest;
    }

    void append(byte[] source, int from, int to) {
        int more = to - from;
        if (tooLong || more > longest - length) {
            tooLong = true;
            held = NOTHING;
            length = 0;
            return;
        }
        if (length + more > held.length) {
            held = Arrays.copyOf(held, Math.min(longest, Math.max(length + more, 2 * held.length)));
        }
        System.arraycopy(source, from, held, length, more);
        length += more;
    }

    /** Whether no row has begun. */
    boolean isEmpty() {
        return length == 0 && !tooLong;
    }

    /** The row, which ends here. */
    Cut take() {
        Cut cut = tooLong ? new Cut.TooLong() : new Cut.Row(new Bytes(Arrays.copyOf(held, length)));
        held = NOTHING;
        length = 0;
        tooLong = false;
        return cut;
    }
}
