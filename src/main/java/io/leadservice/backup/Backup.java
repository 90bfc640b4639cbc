package io.leadservice.backup;

import io.leadservice.config.Secret;
import io.leadservice.crypto.ServiceKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.RawBsonDocument;

/**
 * Writes the store to a file while the service goes on. Every lead that was acknowledged before the backup began is in
 * it, with its claims and the answers to its key; of those that come meanwhile some are. Personal data stay encrypted as
 * they are; the service's key is in neither file. Blocks; holds one page at a time.
 */
public final class Backup {

    private static final int PAGE = 500;
    /** Of documents in a part; one larger than this is a part of its own. */
    private static final int PART_BYTES = 16 * 1024 * 1024;

    private final Secret mongodbUri;
    private final ServiceKeys serviceKeys;
    private final Progress progress;

    /**
     * Reads from a store.
     *
     * @param mongodbUri with the database in its path
     */
    public Backup(Secret mongodbUri, ServiceKeys serviceKeys, Progress progress) {
        this.mongodbUri = mongodbUri;
        this.serviceKeys = serviceKeys;
        this.progress = progress;
    }

    /**
     * Writes a backup: the leads without their data keys to a file that stays as it is, and the keys to one that the next
     * backup takes the place of.
     *
     * @param keys where the keys go; rewritten if it is there
     * @param resume whether to go on with one that was interrupted
     * @return how many documents are in them, by collection
     * @throws BackupException if there is such a file already, nothing to go on with, or no answer of the store
     */
    public Map<String, Long> to(Path file, Path keys, boolean resume) throws IOException {
        String keyCheck = Header.keyCheck(serviceKeys);
        try (RawStore store = new RawStore(mongodbUri)) {
            new KeyProof(serviceKeys).check(store.leadWithKey());
            Header header = new Header(Instant.now().truncatedTo(ChronoUnit.MILLIS), keyCheck, Header.Kind.LEADS);
            try (PartialFile partial = resume ? PartialFile.resume(file, keyCheck) : PartialFile.begin(file, header)) {
                for (StoredCollection collection : left(partial)) {
                    write(store, collection, partial);
                }
                Map<String, Long> counts = new TreeMap<>(partial.finish().documents());
                counts.putAll(new KeyFile(store, keys, progress).write(keyCheck));
                return counts;
            }
        }
    }

    /**
     * Writes the keys alone, so that backups of before go dark for what was erased since.
     *
     * @return how many documents are in the file, by collection
     */
    public Map<String, Long> keysTo(Path keys) throws IOException {
        String keyCheck = Header.keyCheck(serviceKeys);
        try (RawStore store = new RawStore(mongodbUri)) {
            new KeyProof(serviceKeys).check(store.leadWithKey());
            return new KeyFile(store, keys, progress).write(keyCheck);
        }
    }

    private static List<StoredCollection> left(PartialFile partial) {
        List<StoredCollection> all = StoredCollection.BACKUP_ORDER;
        return partial.last()
                .map(last -> all.subList(all.indexOf(last.collection()), all.size()))
                .orElse(all);
    }

    /** @return the last id */
    private static String add(StoredCollection collection, List<RawBsonDocument> page, PartialFile partial)
            throws IOException {
        List<RawBsonDocument> part = new ArrayList<>();
        long bytes = 0;
        for (RawBsonDocument document : page) {
            RawBsonDocument kept = collection == StoredCollection.LEADS ? DataKey.takenOut(document) : document;
            int length = kept.getByteBuffer().remaining();
            if (!part.isEmpty() && bytes + length > PART_BYTES) {
                partial.add(Chunk.of(collection, part));
                part.clear();
                bytes = 0;
            }
            part.add(kept);
            bytes += length;
        }
        Chunk last = Chunk.of(collection, part);
        partial.add(last);
        return last.lastId();
    }

    private void write(RawStore store, StoredCollection collection, PartialFile partial) throws IOException {
        long total = store.estimate(collection);
        long done = 0;
        String after = partial.last()
                .filter(last -> last.collection() == collection)
                .map(Chunk.Label::lastId)
                .orElse("");
        List<RawBsonDocument> page = store.page(collection, after, PAGE);
        while (!page.isEmpty()) {
            after = add(collection, page, partial);
            done += page.size();
            progress.tell(collection.wireName(), done, total);
            page = page.size() < PAGE ? List.of() : store.page(collection, after, PAGE);
        }
    }
}
