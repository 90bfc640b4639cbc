package io.leadservice.backup;

import io.leadservice.backup.Chunk.Label;
import io.leadservice.backup.Frame.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;

/** Walks through the documents of one collection in a whole file, in the order of their ids; holds one part at a time. */
final class DocumentCursor implements AutoCloseable {

    private final Optional<DataInputStream> in;
    private final StoredCollection collection;
    private final Deque<RawBsonDocument> part = new ArrayDeque<>();
    private boolean ended;

    private DocumentCursor(Optional<DataInputStream> in, StoredCollection collection) {
        this.in = in;
        this.collection = collection;
    }

    /** @param file was checked */
    static DocumentCursor open(Path file, StoredCollection collection) throws IOException {
        DataInputStream in = BackupFile.open(file);
        Frame.read(in);
        return new DocumentCursor(Optional.of(in), collection);
    }

    /** Has no document. */
    static DocumentCursor none(StoredCollection collection) {
        return new DocumentCursor(Optional.empty(), collection);
    }

    /** The next document, which stays the next. */
    Optional<RawBsonDocument> peek() throws IOException {
        while (part.isEmpty() && !ended && in.isPresent()) {
            Frame frame = Frame.read(in.get());
            ended = frame.kind() != Kind.CHUNK;
            if (!ended && Label.of(frame).collection() == collection) {
                part.addAll(Chunk.of(frame).documents());
            }
        }
        return Optional.ofNullable(part.peek());
    }

    void skip() {
        part.poll();
    }

    /** The next ones, at most so many, which are left behind. */
    List<RawBsonDocument> next(int most) throws IOException {
        List<RawBsonDocument> next = new ArrayList<>();
        for (Optional<RawBsonDocument> one = peek(); one.isPresent() && next.size() < most; one = peek()) {
            next.add(one.get());
            skip();
        }
        return next;
    }

    /** The document with this id; those before it are left behind, so ask in the order of ids. */
    Optional<RawBsonDocument> find(String id) throws IOException {
        Optional<RawBsonDocument> next = peek();
        while (next.isPresent() && id(next.get()).compareTo(id) < 0) {
            skip();
            next = peek();
        }
        return next.filter(document -> id(document).equals(id));
    }

    static String id(RawBsonDocument document) {
        return document.getString("_id").getValue();
    }

    @Override
    public void close() throws IOException {
        if (in.isPresent()) {
            in.get().close();
        }
    }
}
