package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A collection that keeps its documents as BSON, and reads no more of them than the limit of a query where an index gives
 * the wanted order. Each reader gets a document of its own: the library changes in place what it is given, while the
 * store, or an answer under way, may be reading it.
 */
final class IndexedCollection extends AbstractSynchronizedMongoCollection<Object> {

    private static final Logger LOG = LoggerFactory.getLogger(IndexedCollection.class);
    /** No query of a service that runs may read so many documents: what it asks for has an index. */
    private static final int NOTABLE_SCAN = 10_000;

    private final MVMap<Object, byte[]> documents;
    private final Changes changes;

    /**
     * @param documents BSON, by id
     * @param changes hears of each
     */
    IndexedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, byte[]> documents,
            Changes changes,
            CursorRegistry cursors) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.changes = changes;
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

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document order,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        AtomicInteger read = new AtomicInteger();
        Stream<DocumentWithPosition<Object>> all = streamAllDocumentsWithPosition()
                .peek(each -> {
                    if (read.incrementAndGet() == NOTABLE_SCAN) {
                        LOG.warn(
                                "scan collection={} documents={} query={}",
                                getFullName(),
                                documents.size(),
                                shape(query));
                    }
                });
        if (isNaturalDescending(order)) {
            all = all.sorted((one, other) -> ValueComparator.desc().compare(one.getPosition(), other.getPosition()));
        }
        return matchDocumentsFromStream(
                all.map(DocumentWithPosition::getDocument), query, order, skip, limit, batchSize, projection);
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
                .map(entry -> new DocumentWithPosition<>(Bson.decoded(entry.getValue()), entry.getKey()));
    }

    @Override
    protected @Nullable Document getDocument(Object position) {
        byte[] bson = documents.get(position);
        return bson == null ? null : Bson.decoded(bson);
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        Object id = getIdField() == null ? UUID.randomUUID() : Utils.getSubdocumentValue(document, getIdField());
        Object position = Missing.ofNullable(id);
        if (put(position, document) != null) {
            throw new IllegalStateException("there is a document with this id already in " + getFullName());
        }
        return id;
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        put(Missing.ofNullable(position), after);
    }

    private byte @Nullable [] put(Object position, Document document) {
        byte[] bson = Bson.encoded(document);
        byte[] before = documents.put(position, bson);
        changes.put(documents.getName(), position, bson);
        hearOfIndexes();
        return before;
    }

    /** Ours hold what is in the documents. */
    private void hearOfIndexes() {
        if (!getIndexes().stream().allMatch(index -> index instanceof EmptyIndex || index instanceof IdIndex)) {
            changes.other();
        }
    }

    @Override
    protected void removeDocument(Object position) {
        if (documents.remove(position) == null) {
            throw new NoSuchElementException("no document with this id in " + getFullName());
        }
        changes.removed(documents.getName(), position);
        hearOfIndexes();
    }

    /** Where the number is that of an index, no document is read. */
    @Override
    public synchronized int count(@Nullable Document query, int skip, int limit) {
        Optional<Integer> held = getIndexes().stream()
                .filter(index -> index instanceof FieldIndex)
                .flatMap(index -> ((FieldIndex) index).countOf(query).stream())
                .findFirst();
        if (held.isEmpty()) {
            return super.count(query, skip, limit);
        }
        int left = Math.max(0, held.get() - skip);
        return limit > 0 ? Math.min(limit, left) : left;
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    /** Size is kept nowhere: it would be one more page in each commit. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int change) {
        throw new UnsupportedOperationException("the size of the data is not kept");
    }

    @Override
    protected int getDataSize() {
        return 0;
    }

    private boolean comesBy(String field, Document query) {
        Optional<Index<Object>> used =
                getIndexes().stream().filter(index -> index.canHandle(query)).findFirst();
        return used.isPresent()
                ? used.get() instanceof Ordered index && index.comesBy(field)
                : getIndexes().stream().anyMatch(index -> index instanceof IdIndex ids && ids.comesBy(field));
    }

    /** Its fields and operators without the values. */
    private static String shape(@Nullable Object query) {
        if (query instanceof Document fields) {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + shape(field.getValue()))
                    .collect(Collectors.joining(" ", "{", "}"));
        }
        return query instanceof Collection<?> alternatives
                ? alternatives.stream()
                        .map(IndexedCollection::shape)
                        .distinct()
                        .collect(Collectors.joining("|", "[", "]"))
                : "";
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
