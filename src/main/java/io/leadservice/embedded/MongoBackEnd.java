package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.MVStore;

/**
 * A server of MongoDB's wire protocol over a file of H2's MVStore. An acknowledged write survives the end of the
 * process. It accepts and does not honour partial unique indexes, TTL indexes, validators and write concerns; it has no
 * transactions.
 */
final class MongoBackEnd implements BackEnd {

    // A connection waits in its thread for the commit; with a thread for each, all of them share one commit.
    private static final int THREADS = 64;
    private static final int RETENTION_MILLIS = 1_000;

    private final MongoServer server;
    private final String address;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MongoBackEnd(MongoServer server, String address) {
        this.server = server;
        this.address = address;
    }

    /** Opens the file in the folder and listens on the port. */
    static MongoBackEnd start(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        MVStore store = GroupCommit.manual()
                .fileName(folder.resolve("leads.bson.mv").toString())
                .open();
        // Each commit writes a chunk: kept for the default 45 s, they would make the file grow by gigabytes under load.
        store.setRetentionTime(RETENTION_MILLIS);
        GroupCommit commits = new GroupCommit(store, journal(folder, store));
        MongoServer server = new MongoServer(new GroupCommitBackend(store, commits));
        commits.start();
        boolean listens = false;
        try {
            server.bind(LoopbackPort.address(port), 1, THREADS);
            listens = true;
        } finally {
            // Netty throws a BindException that no signature tells of; threads that are left keep the process, which
            // answers nobody.
            if (!listens) {
                server.shutdownNow();
            }
        }
        return new MongoBackEnd(server, "mongodb://" + LoopbackPort.HOST + ":" + port + "/leads");
    }

    private static Journal journal(Path folder, MVStore store) throws IOException {
        try {
            return Journal.open(folder.resolve("leads.journal"), store);
        } catch (IOException | RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdownNow();
        }
    }
}
