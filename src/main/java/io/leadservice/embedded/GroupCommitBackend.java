package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;

/** Answers a write only when it is in the file; the library alone would lose up to a second of them in a crash. */
final class GroupCommitBackend extends H2Backend {

    private static final int COMPACTION_MILLIS = 1_000;

    private static final Set<String> WRITES_OF_DOCUMENTS = Set.of("insert", "update", "delete", "findandmodify");

    // aggregate: its last stage may be $out or $merge
    private static final Set<String> OTHER_WRITES =
            Set.of("aggregate", "create", "createindexes", "drop", "dropindexes", "dropdatabase", "renamecollection");

    private final GroupCommit commits;
    private final boolean opened;

    GroupCommitBackend(MVStore store, GroupCommit commits) {
        super(store);
        this.commits = commits;
        this.opened = true;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        String command = message.getDocument().keySet().iterator().next().toLowerCase(Locale.ROOT);
        if (WRITES_OF_DOCUMENTS.contains(command)) {
            return commits.durably(() -> answer(message));
        }
        if (OTHER_WRITES.contains(command)) {
            return commits.durably(() -> {
                commits.other();
                return answer(message);
            });
        }
        return answer(message);
    }

    /** What a message has begun to read stays in the file until it is answered. */
    private Document answer(MongoMessage message) {
        MVStore.TxCounter use = getMvStore().registerVersionUsage();
        try {
            return super.handleMessage(message);
        } finally {
            getMvStore().deregisterVersionUsage(use);
        }
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new IndexedDatabase(name, getMvStore(), new Heard(), getCursorRegistry());
    }

    /** The library's constructor opens the databases, before there is anybody to hear of it; the first write commits all. */
    private final class Heard implements Changes {

        @Override
        public void put(String map, Object id, byte[] bson) {
            if (opened) {
                commits.put(map, id, bson);
            }
        }

        @Override
        public void removed(String map, Object id) {
            if (opened) {
                commits.removed(map, id);
            }
        }

        @Override
        public void other() {
            if (opened) {
                commits.other();
            }
        }
    }

    @Override
    public void close() {
        commits.close();
        MVStore store = getMvStore();
        if (!store.isClosed()) {
            store.close(COMPACTION_MILLIS);
        }
        super.close();
    }
}
