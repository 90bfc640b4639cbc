package io.leadservice.embedded;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.util.List;
import org.h2.mvstore.MVStore;

/** A database whose collections find by {@code _id} what is asked for by {@code _id} and more. */
final class IdIndexDatabase extends H2Database {

    IdIndexDatabase(String name, MVStore store, CursorRegistry cursors) {
        super(name, store, cursors);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        Index<Object> index = super.openOrCreateUniqueIndex(collection, name, keys, sparse);
        boolean ofId = keys.size() == 1 && keys.get(0).getKey().equals(IdIndex.ID);
        return ofId ? new IdIndex(index) : index;
    }
}
