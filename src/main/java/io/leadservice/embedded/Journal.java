package io.leadservice.embedded;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The documents that changed since the last commit of the store, in a file of their own that is only appended to, as a real server
 * keeps one. A commit writes each page that a document lies in, and all pages above it; a document alone is a hundredth of that.
 * What is in the file survives the end of the process.
 *
 * <p>The file is a row of frames, one for each {@link #write}: the length of its content, a checksum (CRC-32C) and the content, which
 * is a row of map, id, length and BSON; a length of -1 stands for a document that was removed. All integers have 32 bits, a text is
 * its length in bytes and UTF-8. A frame that is not whole was not acknowledged.
 *
 * <p>{@link #put} and {@link #removed} are thread-safe, the rest belongs to one thread.
 */
final class Journal implements AutoCloseable {

    private static final int REMOVED = -1;
    private static final int HEAD = 2 * Integer.BYTES;

    private final FileChannel file;
    private final ByteArrayOutputStream noted = new ByteArrayOutputStream();
    private final DataOutputStream notes = new DataOutputStream(noted);
    private long length;

    private Journal(FileChannel file) {
        this.file = file;
    }

    /** Opens the file, and brings what it holds from a process that was killed into the store. */
    static Journal open(Path path, MVStore store) throws IOException {
        if (Files.exists(path)) {
            replay(ByteBuffer.wrap(Files.readAllBytes(path)), store);
            store.commit();
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.truncate(0);
        return new Journal(file);
    }

    /** Notes a document for the next {@link #write}. */
    void put(String map, String id, byte[] bson) {
        note(map, id, bson.length, bson);
    }

    /** Notes that a document is gone. */
    void removed(String map, String id) {
        note(map, id, REMOVED, new byte[0]);
    }

    private synchronized void note(String map, String id, int length, byte[] bson) {
        try {
            text(map);
            text(id);
            notes.writeInt(length);
            notes.write(bson);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        notes.writeInt(bytes.length);
        notes.write(bytes);
    }

    /** Writes what was noted. */
    void write() {
        byte[] content = taken();
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        ByteBuffer frame = ByteBuffer.allocate(HEAD + content.length)
                .putInt(content.length)
                .putInt((int) checksum.getValue())
                .put(content)
                .flip();
        try {
            while (frame.hasRemaining()) {
                length += file.write(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized byte[] taken() {
        byte[] content = noted.toByteArray();
        noted.reset();
        return content;
    }

    /** The length of the file, in bytes. */
    long length() {
        return length;
    }

    /** Forgets everything: the store was committed, and nothing was noted since. */
    void clear() {
        taken();
        try {
            file.truncate(0);
            length = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the store has already it gets once more: each document ends as it was last. */
    private static void replay(ByteBuffer frames, MVStore store) {
        while (frames.remaining() >= HEAD) {
            int length = frames.getInt();
            int checksum = frames.getInt();
            if (length < 0 || length > frames.remaining()) {
                return;
            }
            ByteBuffer content = frames.slice(frames.position(), length);
            CRC32C found = new CRC32C();
            found.update(content.duplicate());
            if ((int) found.getValue() != checksum) {
                return;
            }
            while (content.hasRemaining()) {
                replayOne(content, store);
            }
            frames.position(frames.position() + length);
        }
    }

    private static void replayOne(ByteBuffer content, MVStore store) {
        MVMap<Object, byte[]> documents = IndexedDatabase.documents(store, text(content));
        String id = text(content);
        int length = content.getInt();
        if (length == REMOVED) {
            documents.remove(id);
        } else {
            documents.put(id, bytes(content, length));
        }
    }

    private static String text(ByteBuffer content) {
        return new String(bytes(content, content.getInt()), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer content, int length) {
        byte[] bytes = new byte[length];
        content.get(bytes);
        return bytes;
    }
}
