package io.leadservice.backup;

import io.leadservice.backup.BackupFile.Summary;
import io.leadservice.config.Secret;
import io.leadservice.crypto.ServiceKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.RawBsonDocument;

/**
 * Brings a backup into a store. It only inserts, and only what is not there, so that a restore that broke off is simply
 * run again. Events that waited in the outbox wait there again, and are published under their ids once a node runs.
 * Blocks; holds one part at a time.
 */
public final class Restore {

    private static final int KEYS_TO_TRY = 16;

    private final Secret mongodbUri;
    private final ServiceKeys serviceKeys;
    private final Progress progress;

    /**
     * Writes to a store.
     *
     * @param mongodbUri with the database in its path
     */
    public Restore(Secret mongodbUri, ServiceKeys serviceKeys, Progress progress) {
        this.mongodbUri = mongodbUri;
        this.serviceKeys = serviceKeys;
        this.progress = progress;
    }

    /**
     * What a restore did.
     *
     * @param inserted documents that were not there
     * @param kept documents that were there already, and stay as they are
     * @param erased leads that were erased after the backup, and come back as erased
     */
    public record Report(long inserted, long kept, long erased) {}

    /**
     * Checks both files first, then restores them.
     *
     * @param keys the newest key file
     * @param erased leads of which is known otherwise that they were erased
     * @param merge whether the store may hold other data
     * @throws BackupException if a file is damaged, was made with another key, the keys are older than the leads, or the
     *     store is not empty; then nothing is changed. If the store fails on the way: run it again
     */
    public Report from(Path file, Path keys, Set<String> erased, boolean merge) throws IOException {
        String keyCheck = Header.keyCheck(serviceKeys);
        Summary leads = BackupFile.check(file, Header.Kind.LEADS, keyCheck);
        Summary dataKeys = BackupFile.check(keys, Header.Kind.DATA_KEYS, keyCheck);
        if (dataKeys.header().startedAt().isBefore(leads.header().startedAt())) {
            throw new BackupException(keys + " is older than " + file
                    + ": a lead without a key in it need not be erased. Take the newest, which the backup wrote too");
        }
        try (DocumentCursor some = DocumentCursor.open(keys, StoredCollection.DATA_KEYS)) {
            new KeyProof(serviceKeys).check(some.next(KEYS_TO_TRY));
        }
        String sha256 = leads.trailer().sha256();
        Set<String> gone = gone(file, keys, erased);
        try (RawStore store = new RawStore(mongodbUri)) {
            if (!merge && !store.restoring(sha256) && !store.isEmpty()) {
                throw new BackupException("the store is not empty; --merge adds what is missing and changes nothing");
            }
            store.beginRestoring(sha256);
            Count count =
                    new Count(leads.documents() + dataKeys.trailer().documents().getOrDefault("erased_people", 0L));
            for (StoredCollection collection : StoredCollection.RESTORE_ORDER) {
                restore(file, keys, collection, gone, store, count);
            }
            restore(keys, keys, StoredCollection.ERASED, Set.of(), store, count);
            store.endRestoring(sha256);
            return new Report(count.inserted, count.seen - count.inserted, gone.size());
        }
    }

    private static final class Count {

        private final long total;
        private long inserted;
        private long seen;

        Count(long total) {
            this.total = total;
        }
    }

    /** Leads of the file that were erased since: those that have no key any more, and those that are told. */
    private static Set<String> gone(Path file, Path keys, Set<String> erased) throws IOException {
        Set<String> gone = new HashSet<>();
        try (DocumentCursor dataKeys = DocumentCursor.open(keys, StoredCollection.DATA_KEYS);
                DocumentCursor leads = DocumentCursor.open(file, StoredCollection.LEADS)) {
            Optional<RawBsonDocument> next = leads.peek();
            while (next.isPresent()) {
                String id = DocumentCursor.id(next.get());
                if (DataKey.isMissing(next.get())
                        && (erased.contains(id) || dataKeys.find(id).isEmpty())) {
                    gone.add(id);
                }
                leads.skip();
                next = leads.peek();
            }
        }
        return gone;
    }

    private void restore(
            Path file, Path keys, StoredCollection collection, Set<String> gone, RawStore store, Count count)
            throws IOException {
        Instant now = Instant.now();
        try (DocumentCursor dataKeys = DocumentCursor.open(keys, StoredCollection.DATA_KEYS)) {
            BackupFile.read(file, (frame, label) -> {
                if (label.collection() == collection && label.count() > 0) {
                    List<RawBsonDocument> documents = new ArrayList<>();
                    for (RawBsonDocument document : Chunk.of(frame).documents()) {
                        whole(document, collection, gone, dataKeys, now).ifPresent(documents::add);
                    }
                    count.inserted += documents.isEmpty() ? 0 : store.insert(collection, documents);
                    count.seen += documents.size();
                    progress.tell(collection.wireName(), count.seen, count.total);
                }
            });
        }
    }

    /** A document as it goes into the store; a claim of an erased lead does not. */
    private static Optional<RawBsonDocument> whole(
            RawBsonDocument document,
            StoredCollection collection,
            Set<String> gone,
            DocumentCursor dataKeys,
            Instant now)
            throws IOException {
        if (collection == StoredCollection.CLAIMS) {
            return Optional.of(document)
                    .filter(claim -> !gone.contains(claim.getString("lead_id").getValue()));
        }
        if (collection != StoredCollection.LEADS || !DataKey.isMissing(document)) {
            return Optional.of(document);
        }
        String id = DocumentCursor.id(document);
        if (gone.contains(id)) {
            return Optional.of(ErasedLead.of(document, now));
        }
        return dataKeys.find(id).flatMap(DataKey::in).map(key -> DataKey.with(document, key));
    }
}
