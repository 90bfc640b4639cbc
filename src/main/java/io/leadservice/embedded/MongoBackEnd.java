package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;

/** A server of MongoDB's wire protocol over an H2 file, whose acknowledged writes survive {@code kill -9}. */
final class MongoBackEnd implements BackEnd {

    private static final int COMPACT_MILLIS_ON_CLOSE = 2_000;
    private static final int AUTO_COMPACT_FILL_PERCENT = 80;
    private static final int AUTO_COMMIT_BUFFER_KIB = 16_384;

    private final MongoServer server;
    private final MVStore store;
    private final DurableBackend backend;
    private final int port;

    private MongoBackEnd(MongoServer server, MVStore store, DurableBackend backend, int port) {
        this.server = server;
        this.store = store;
        this.backend = backend;
        this.port = port;
    }

    static MongoBackEnd start(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        MVStore store = new MVStore.Builder()
                .fileName(folder.resolve("leads.mv").toString())
                .autoCompactFillRate(AUTO_COMPACT_FILL_PERCENT)
                .autoCommitBufferSize(AUTO_COMMIT_BUFFER_KIB)
                .open();
        store.setVersionsToKeep(0);
        DurableBackend backend = new DurableBackend(store);
        MongoServer server = new MongoServer(backend);
        server.bind("127.0.0.1", port);
        return new MongoBackEnd(server, store, backend, port);
    }

    @Override
    public String address() {
        return "mongodb://127.0.0.1:" + port + "/leads";
    }

    @Override
    public void close() {
        server.shutdownNow();
        backend.stop();
        if (!store.isClosed()) {
            store.close(COMPACT_MILLIS_ON_CLOSE);
        }
    }
}
