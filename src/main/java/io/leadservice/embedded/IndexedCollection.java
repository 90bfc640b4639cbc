package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** A collection that reads no more than the limit of a query where an index gives the wanted order. */
final class IndexedCollection extends H2Collection {

    IndexedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> numbers,
            CursorRegistry cursors) {
        super(database, name, options, documents, numbers, cursors);
    }

    /** Synchronized as all else of a collection is: the indexes rest on it. */
    @Override
    protected synchronized QueryResult queryDocuments(
            Document query,
            @Nullable Document order,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        boolean inOrder = order != null
                && ascendingField(order).filter(field -> comesBy(field, query)).isPresent();
        return super.queryDocuments(query, inOrder ? null : order, skip, limit, batchSize, projection);
    }

    /** Size is kept nowhere: it would be one more page in each commit. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    private boolean comesBy(String field, Document query) {
        Optional<Index<Object>> used =
                getIndexes().stream().filter(index -> index.canHandle(query)).findFirst();
        return used.isPresent()
                ? used.get() instanceof Ordered index && index.comesBy(field)
                : getIndexes().stream().anyMatch(index -> index instanceof IdIndex ids && ids.comesBy(field));
    }

    private static Optional<String> ascendingField(Document order) {
        return order.entrySet().stream()
                .filter(entry -> order.size() == 1 && entry.getValue() instanceof Number way && way.intValue() == 1)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** An index that knows in which order it finds. */
    interface Ordered {

        /** Whether what it finds comes by a field, the lowest first. */
        boolean comesBy(String field);
    }
}
