package io.leadservice.lead;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A run of bytes with value equality, for what travels as it is: a submission, an event, a ciphertext.
 * {@link #toString} tells the length only. Neither the giver nor a reader may change the array.
 *
 * @param content the array itself, not a copy
 */
@SuppressWarnings(
        "ArrayRecordComponent") // equality is defined below; a copy for each hop would cost more than it saves
public record Bytes(byte[] content) {

    /** The UTF-8 form of a text. */
    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Bytes[" + content.length + "]";
    }
}
