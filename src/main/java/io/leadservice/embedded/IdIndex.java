package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;

/**
 * The index of {@code _id} for queries that ask for more than the id. The library takes an index only for a query of exactly
 * its keys, and looks at every document of the collection for {@code {_id: …, attempt: …}}. What the index finds is held
 * against the whole query afterwards, by the library.
 *
 * <p>Found with mongo-java-server 1.47.0; can go once its unique index handles queries with further keys.
 */
final class IdIndex extends Index<Object> {

    static final String ID = "_id";

    private final Index<Object> ids;

    /** @param ids the library's index of {@code _id} */
    IdIndex(Index<Object> ids) {
        super(ids.getName(), ids.getKeys(), false);
        this.ids = ids;
    }

    @Override
    public boolean canHandle(Document query) {
        return query.containsKey(ID) && ids.canHandle(idOf(query));
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        return ids.getPositions(idOf(query));
    }

    private static Document idOf(Document query) {
        return new Document(ID, query.get(ID));
    }

    @Override
    public Object getPosition(Document document) {
        return ids.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        ids.checkAdd(document, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        ids.add(document, position, collection);
    }

    @Override
    public Object remove(Document document) {
        return ids.remove(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        ids.checkUpdate(before, after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        ids.updateInPlace(before, after, position, collection);
    }

    @Override
    public boolean isUnique() {
        return ids.isUnique();
    }

    @Override
    public boolean isEmpty() {
        return ids.isEmpty();
    }

    @Override
    public long getCount() {
        return ids.getCount();
    }

    @Override
    public long getDataSize() {
        return ids.getDataSize();
    }

    @Override
    public void drop() {
        ids.drop();
    }
}
