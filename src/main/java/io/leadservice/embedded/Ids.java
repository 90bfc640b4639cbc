package io.leadservice.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.ObjectDataType;

/**
 * Ids of documents, in the file as the library writes them; but a string of ASCII goes there at once and not by the character.
 * Each commit writes some hundred of them anew, with the pages that it changed. Thread-safe.
 */
final class Ids extends ObjectDataType {

    /** The library's mark of a string whose length follows (H2 2.3.232, {@code ObjectDataType.TYPE_STRING}). */
    private static final byte STRING = 11;

    /** Those up to here have their length in the mark. */
    private static final int SHORT = 15;

    @Override
    public int compare(Object one, Object other) {
        return one instanceof String text && other instanceof String another
                ? text.compareTo(another)
                : super.compare(one, other);
    }

    @Override
    public void write(WriteBuffer out, Object id) {
        if (id instanceof String text && text.length() > SHORT) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == text.length()) {
                out.put(STRING).putVarInt(bytes.length).put(bytes);
                return;
            }
        }
        super.write(out, id);
    }

    @Override
    public Object read(ByteBuffer in) {
        int begin = in.position();
        if (in.get(begin) == STRING) {
            in.position(begin + 1);
            int length = DataUtils.readVarInt(in);
            byte[] bytes = new byte[Math.min(length, in.remaining())];
            in.get(bytes);
            if (bytes.length == length && isAscii(bytes)) {
                return new String(bytes, StandardCharsets.ISO_8859_1);
            }
            in.position(begin);
        }
        return super.read(in);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }
}
