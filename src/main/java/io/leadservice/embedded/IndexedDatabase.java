package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A database whose queries do not get slower with every document: documents are kept as BSON, found by {@code _id} in the
 * map that holds them, and by one further field through an index. The library has neither: its own index of {@code _id}
 * compares serialised objects, and it ignores every index that is not unique. Of an index of several fields
 * only a time at its end is used. Counting goes by indexes too.
 *
 * <p>Found with mongo-java-server 1.47.0.
 */
final class IndexedDatabase extends H2Database {

    private final MVStore store;
    private final Changes changes;
    private final boolean made;

    /** @param changes hears of all that is changed in the store */
    IndexedDatabase(String name, MVStore store, Changes changes, CursorRegistry cursors) {
        super(name, store, cursors);
        this.store = store;
        this.changes = changes;
        this.made = true;
        initializeNamespacesAndIndexes();
    }

    /** The library's constructor opens the collections, before there is a store to open them from: done after it. */
    @Override
    protected void initializeNamespacesAndIndexes() {
        if (made) {
            super.initializeNamespacesAndIndexes();
        }
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        changes.other();
        return new IndexedCollection(this, name, options, documents(name), changes, cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        changes.other();
        Index<Object> index = super.openOrCreateUniqueIndex(collection, name, keys, sparse);
        boolean ofId = keys.size() == 1 && keys.get(0).getKey().equals(IdIndex.ID);
        return ofId ? new IdIndex(index, documents(collection)) : index;
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        if (!keys.stream().allMatch(IndexKey::isAscending)) {
            return super.openOrCreateSecondaryIndex(collection, name, keys, sparse);
        }
        return keys.size() == 1 ? new FieldIndex(name, keys) : new TimeIndex(name, keys);
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        Optional<Counting> counting = Counting.of(query);
        if (counting.isEmpty()) {
            return super.handleCommand(channel, command, query, databases, oplog);
        }
        Counting asked = counting.get();
        MongoCollection<Object> collection = resolveCollection(asked.collection(), false);
        int count = collection == null ? 0 : collection.count(asked.query(), asked.skip(), asked.limit());
        return asked.answer(getFullCollectionNamespace(asked.collection()), count);
    }

    private MVMap<Object, byte[]> documents(String collection) {
        return documents(store, "databases." + getFullCollectionNamespace(collection));
    }

    /** A map of documents by its own name. */
    static MVMap<Object, byte[]> documents(MVStore store, String map) {
        return store.openMap(
                map, new MVMap.Builder<Object, byte[]>().keyType(new Ids()).valueType(new Bson()));
    }
}
