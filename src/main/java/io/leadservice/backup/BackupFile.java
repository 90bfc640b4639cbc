package io.leadservice.backup;

import io.leadservice.backup.Chunk.Label;
import io.leadservice.backup.Frame.Kind;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads backup files, in parts and whole; never holds more than one part. */
final class BackupFile {

    static final byte[] MAGIC = "LEADBAK\n".getBytes(StandardCharsets.US_ASCII);

    private BackupFile() {}

    /** Receives the chunks of a file, in order. */
    interface Visitor {
        void chunk(Frame frame, Label label) throws IOException;
    }

    /**
     * What a whole file says of itself.
     *
     * @param trailer as checked against all that is before it
     */
    record Summary(Header header, Trailer trailer) {

        long documents() {
            return trailer.documents().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /**
     * Reads a finished file of a backup to its end, and makes sure that it is the one that is wanted.
     *
     * @throws BackupException if it is none, is cut off or was changed, is the other one, or was made with another key
     */
    static Summary check(Path file, Header.Kind kind, String keyCheck) throws IOException {
        Summary summary = read(file, (frame, label) -> {});
        if (summary.header().kind() != kind) {
            throw new BackupException(
                    file + (kind == Header.Kind.LEADS ? " holds keys, not leads" : " is no key file: --keys names it"));
        }
        if (!summary.header().keyCheck().equals(keyCheck)) {
            throw new BackupException(
                    file + " was made with another ENCRYPTION_KEY: with this one its leads cannot be read");
        }
        return summary;
    }

    /**
     * Reads a finished backup to its end.
     *
     * @throws BackupException if it is none, is cut off or was changed
     */
    static Summary read(Path file, Visitor visitor) throws IOException {
        try (DataInputStream in = open(file)) {
            Frame first = Frame.read(in);
            Header header = Header.of(first);
            Tally tally = new Tally(header);
            tally.header(first);
            Frame frame = Frame.read(in);
            while (frame.kind() == Kind.CHUNK) {
                Label label = Label.of(frame);
                tally.chunk(frame, label);
                visitor.chunk(frame, label);
                frame = Frame.read(in);
            }
            Trailer trailer = Trailer.of(frame);
            if (!trailer.equals(tally.trailer()) || in.read() >= 0) {
                throw new BackupException("the backup is damaged: parts are missing, or were added or moved");
            }
            return new Summary(header, trailer);
        } catch (EOFException e) {
            throw new BackupException("the backup is cut off: its end is missing", e);
        }
    }

    /** Opens a file behind its first bytes, which tell what it is. */
    static DataInputStream open(Path file) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            in.close();
            throw new BackupException(file + " is no backup of this service");
        }
        return in;
    }
}
