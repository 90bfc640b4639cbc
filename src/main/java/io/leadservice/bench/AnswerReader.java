package io.leadservice.bench;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds status and end of the answers on a connection, one after the other, each with a Content-Length. */
final class AnswerReader {

    /** The answer is not all there. */
    static final int MORE = -1;

    private static final int STATUS_FROM = 9;
    private static final int STATUS_TO = 12;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length:";

    private Buffer held = Buffer.buffer();
    private boolean last;

    /**
     * @return the status of the answer that ends with this piece, or {@link #MORE}
     * @throws IllegalStateException if it has no length
     */
    int feed(Buffer piece) {
        held = held.length() == 0 ? piece : held.appendBuffer(piece);
        String text = held.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END_OF_HEAD);
        if (end < 0) {
            return MORE;
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        if (text.length() < end + END_OF_HEAD.length() + length(head)) {
            return MORE;
        }
        last = head.contains("\r\nconnection: close");
        held = Buffer.buffer();
        return Integer.parseInt(head.substring(STATUS_FROM, STATUS_TO));
    }

    /** Whether the answer that ended says that its connection does. */
    boolean lastOfConnection() {
        return last;
    }

    private static int length(String head) {
        int from = head.indexOf(LENGTH);
        if (from < 0) {
            throw new IllegalStateException("an answer without a length");
        }
        int to = head.indexOf('\r', from + LENGTH.length());
        return Integer.parseInt(head.substring(from + LENGTH.length(), to < 0 ? head.length() : to)
                .strip());
    }
}
