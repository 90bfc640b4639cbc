package io.leadservice.backup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * One piece of a backup file: a kind, the length, the SHA-256 of kind and payload, the payload. Neither the giver nor a
 * reader may change the array.
 *
 * @param payload the array itself, not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(Kind kind, byte[] payload) {

    /** More than any page of leads takes. */
    private static final int MAX_PAYLOAD = 256 << 20;

    private static final int DIGEST_BYTES = 32;
    private static final int LENGTH_BYTES = 4;

    /** What a frame holds. */
    enum Kind {
        HEADER('H'),
        CHUNK('C'),
        TRAILER('T');

        private final char mark;

        Kind(char mark) {
            this.mark = mark;
        }

        private static Kind of(int mark) {
            for (Kind kind : values()) {
                if (kind.mark == mark) {
                    return kind;
                }
            }
            throw new BackupException("the backup is damaged: a part of an unknown kind");
        }
    }

    byte[] digest() {
        MessageDigest digest = sha256();
        digest.update((byte) kind.mark);
        return digest.digest(payload);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(kind.mark);
        out.writeInt(payload.length);
        out.write(digest());
        out.write(payload);
    }

    /** How many bytes it takes in the file. */
    long size() {
        return 1L + LENGTH_BYTES + DIGEST_BYTES + payload.length;
    }

    /**
     * Reads the next one.
     *
     * @throws EOFException if the file ends before its end
     * @throws BackupException if it is not what was written
     */
    static Frame read(DataInputStream in) throws IOException {
        Kind kind = Kind.of(in.readUnsignedByte());
        int length = in.readInt();
        if (length < 0 || length > MAX_PAYLOAD) {
            throw new BackupException("the backup is damaged: a part of impossible length");
        }
        byte[] digest = in.readNBytes(DIGEST_BYTES);
        Frame frame = new Frame(kind, in.readNBytes(length));
        if (frame.payload.length < length) {
            throw new EOFException();
        }
        if (!Arrays.equals(digest, frame.digest())) {
            throw new BackupException("the backup is damaged: a checksum does not fit");
        }
        return frame;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
