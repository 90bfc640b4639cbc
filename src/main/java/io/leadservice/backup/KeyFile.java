package io.leadservice.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.RawBsonDocument;

/**
 * Writes the data keys of all leads that are not erased, and who was erased, in the place of the file that did so before. A key
 * that this file has and whose lead the store does not have at all is carried over: leads are never removed, so the store lost
 * it. Holds one page at a time.
 */
final class KeyFile {

    private static final int PAGE = 500;

    private final RawStore store;
    private final Path file;
    private final Progress progress;

    KeyFile(RawStore store, Path file, Progress progress) {
        this.store = store;
        this.file = file;
        this.progress = progress;
    }

    /**
     * Writes the file.
     *
     * @return how many documents are in it, by collection
     * @throws BackupException if the one before was made with another key or is damaged; then it stays
     */
    Map<String, Long> write(String keyCheck) throws IOException {
        boolean there = Files.exists(file);
        if (there) {
            BackupFile.check(file, Header.Kind.DATA_KEYS, keyCheck);
        }
        Header header = new Header(Instant.now().truncatedTo(ChronoUnit.MILLIS), keyCheck, Header.Kind.DATA_KEYS);
        try (PartialFile partial = PartialFile.replace(file, header)) {
            for (StoredCollection collection : StoredCollection.KEY_FILE) {
                try (DocumentCursor before =
                        there ? DocumentCursor.open(file, collection) : DocumentCursor.none(collection)) {
                    merge(collection, before, partial);
                }
            }
            return partial.finish().documents();
        }
    }

    private void merge(StoredCollection collection, DocumentCursor before, PartialFile partial) throws IOException {
        long total = store.estimate(collection);
        long done = 0;
        List<RawBsonDocument> page = store.page(collection, "", PAGE);
        while (!page.isEmpty()) {
            List<RawBsonDocument> part = new ArrayList<>();
            for (RawBsonDocument document : page) {
                lost(collection, before, DocumentCursor.id(document), part, partial);
                if (before.find(DocumentCursor.id(document)).isPresent()) {
                    before.skip();
                }
                if (collection != StoredCollection.DATA_KEYS || document.containsKey(DataKey.FIELD)) {
                    part.add(document);
                }
            }
            add(collection, part, partial);
            done += page.size();
            progress.tell(collection.wireName(), done, total);
            String last = DocumentCursor.id(page.get(page.size() - 1));
            page = page.size() < PAGE ? List.of() : store.page(collection, last, PAGE);
        }
        List<RawBsonDocument> part = new ArrayList<>();
        lost(collection, before, "\uffff", part, partial);
        add(collection, part, partial);
    }

    /** Carries over what stands before an id; the part goes out whenever it is full. */
    private static void lost(
            StoredCollection collection,
            DocumentCursor before,
            String id,
            List<RawBsonDocument> part,
            PartialFile partial)
            throws IOException {
        Optional<RawBsonDocument> next = before.peek();
        while (next.isPresent() && DocumentCursor.id(next.get()).compareTo(id) < 0) {
            part.add(next.get());
            if (part.size() >= PAGE) {
                add(collection, part, partial);
                part.clear();
            }
            before.skip();
            next = before.peek();
        }
    }

    private static void add(StoredCollection collection, List<RawBsonDocument> part, PartialFile partial)
            throws IOException {
        if (!part.isEmpty()) {
            partial.add(Chunk.of(collection, part));
        }
    }
}
