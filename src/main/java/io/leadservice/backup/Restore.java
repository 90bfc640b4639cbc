package io.leadservice.backup;

import io.leadservice.backup.BackupFile.Summary;
import io.leadservice.config.Secret;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Brings a backup into a store. It only inserts, and only what is not there, so that a restore that broke off is simply
 * run again. Events that waited in the outbox wait there again, and are published under their ids once a node runs.
 * Blocks; holds one part at a time.
 */
public final class Restore {

    private final Secret mongodbUri;
    private final byte[] serviceKey;
    private final Progress progress;

    /**
     * Writes to a store.
     *
     * @param mongodbUri with the database in its path
     * @param serviceKey 256 bits
     */
    public Restore(Secret mongodbUri, byte[] serviceKey, Progress progress) {
        this.mongodbUri = mongodbUri;
        this.serviceKey = serviceKey.clone();
        this.progress = progress;
    }

    /**
     * What a restore did.
     *
     * @param inserted documents that were not there
     * @param kept documents that were there already, and stay as they are
     */
    public record Report(long inserted, long kept) {}

    /**
     * Checks the whole file first, then restores it.
     *
     * @param merge whether the store may hold other data
     * @throws BackupException if the file is damaged, was made with another key, or the store is not empty; then nothing
     *     is changed. If the store fails on the way: run it again
     */
    public Report from(Path file, boolean merge) throws IOException {
        Summary summary = BackupFile.read(file, (frame, label) -> {});
        if (!summary.header().keyCheck().equals(Header.keyCheck(serviceKey))) {
            throw new BackupException(
                    "the backup was made with another ENCRYPTION_KEY: with this one its leads cannot be" + " read");
        }
        String sha256 = summary.trailer().sha256();
        try (RawStore store = new RawStore(mongodbUri)) {
            if (!merge && !store.restoring(sha256) && !store.isEmpty()) {
                throw new BackupException("the store is not empty; --merge adds what is missing and changes nothing");
            }
            store.beginRestoring(sha256);
            long[] counts = new long[2];
            for (StoredCollection collection : StoredCollection.RESTORE_ORDER) {
                restore(file, collection, store, counts, summary.documents());
            }
            store.endRestoring(sha256);
            return new Report(counts[0], counts[1] - counts[0]);
        }
    }

    private void restore(Path file, StoredCollection collection, RawStore store, long[] counts, long total)
            throws IOException {
        BackupFile.read(file, (frame, label) -> {
            if (label.collection() == collection && label.count() > 0) {
                Chunk chunk = Chunk.of(frame);
                counts[0] += store.insert(collection, chunk.documents());
                counts[1] += chunk.documents().size();
                progress.tell(collection.wireName(), counts[1], total);
            }
        });
    }
}
