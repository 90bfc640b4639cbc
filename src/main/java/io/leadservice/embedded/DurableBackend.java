package io.leadservice.embedded;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * Commits the store before a write is answered, one commit for all writes that wait: a write is answered after a commit
 * that began once the write was applied. Without this the stock back end loses up to a second of acknowledged writes.
 */
final class DurableBackend extends H2Backend {

    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findAndModify",
            "createIndexes",
            "create",
            "drop",
            "dropDatabase",
            "renameCollection");

    private final Object lock = new Object();
    private long begun;
    private long finished;
    private boolean committing;
    private boolean stopped;

    DurableBackend(MVStore store) {
        super(store);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document reply = super.handleMessage(message);
        if (WRITES.contains(message.getDocument().keySet().iterator().next())) {
            awaitCommit();
        }
        return reply;
    }

    /** Ends the waiting of writers; the store is closed after this. */
    void stop() {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
        }
    }

    /** The first writer to find no commit at work does one for all that wait. */
    private void awaitCommit() {
        long needed;
        synchronized (lock) {
            needed = begun + 1;
            while (finished < needed && !stopped) {
                if (!committing) {
                    break;
                }
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while a write was committed", e);
                }
            }
            if (finished >= needed || stopped) {
                return;
            }
            committing = true;
            begun++;
        }
        boolean done = false;
        try {
            commit();
            done = true;
        } finally {
            synchronized (lock) {
                committing = false;
                if (done) {
                    finished = begun;
                }
                lock.notifyAll();
            }
        }
    }
}
