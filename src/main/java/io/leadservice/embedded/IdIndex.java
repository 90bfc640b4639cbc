package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The index of {@code _id}. Ids that are strings are found in the map of the documents itself, whose keys they are; others in
 * the library's index. What it finds is held against the whole query afterwards, by the library, so that it may find more.
 */
final class IdIndex extends Index<Object> implements IndexedCollection.Ordered {

    static final String ID = "_id";

    private final Index<Object> others;
    private final MVMap<Object, byte[]> documents;

    /**
     * @param others the library's index of {@code _id}, for ids that are no strings
     * @param documents by id
     */
    IdIndex(Index<Object> others, MVMap<Object, byte[]> documents) {
        super(others.getName(), others.getKeys(), false);
        this.others = others;
        this.documents = documents;
    }

    @Override
    public boolean canHandle(Document query) {
        Object asked = query.get(ID);
        return asked instanceof String
                || strings(asked).isPresent()
                || range(asked).isPresent()
                || (asked != null && !(asked instanceof Document) && others.canHandle(new Document(ID, asked)));
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        Object asked = query.get(ID);
        if (asked instanceof String) {
            return documents.containsKey(asked) ? List.of(asked) : List.of();
        }
        Optional<Collection<?>> several = strings(asked);
        if (several.isPresent()) {
            return several.get().stream()
                    .distinct()
                    .filter(documents::containsKey)
                    .<Object>map(id -> id)
                    .toList();
        }
        Optional<Range> range = range(asked);
        return range.isPresent()
                ? () -> documents.keyIterator(range.get().from().orElse(null))
                : others.getPositions(new Document(ID, asked));
    }

    /** All strings in their order; one that may be mixed with other ids has none that can be relied on. */
    @Override
    public boolean comesBy(String field) {
        return field.equals(ID) && others.isEmpty();
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        Object id = document.get(ID);
        if (id instanceof String) {
            return documents.containsKey(id) ? id : null;
        }
        return others.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        Object id = document.get(ID);
        if (!(id instanceof String)) {
            others.checkAdd(document, collection);
        } else if (documents.containsKey(id)) {
            throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(id));
        }
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        if (!(document.get(ID) instanceof String)) {
            others.add(document, position, collection);
        }
    }

    @Override
    public @Nullable Object remove(Document document) {
        return document.get(ID) instanceof String ? getPosition(document) : others.remove(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        if (!(before.get(ID) instanceof String)) {
            others.checkUpdate(before, after, collection);
        }
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!(before.get(ID) instanceof String)) {
            others.updateInPlace(before, after, position, collection);
        }
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    /** Also tells whether it has to be built: what is in the documents is in it already. */
    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return others.getDataSize();
    }

    @Override
    public void drop() {
        others.drop();
    }

    private static Optional<Collection<?>> strings(@Nullable Object asked) {
        return asked instanceof Document condition
                        && condition.size() == 1
                        && condition.get("$in") instanceof Collection<?> ids
                        && ids.stream().allMatch(String.class::isInstance)
                ? Optional.of(ids)
                : Optional.empty();
    }

    /** Strings only: others have an order of their own. */
    private Optional<Range> range(@Nullable Object asked) {
        return others.isEmpty()
                ? Range.of(asked).filter(range -> range.from().stream().allMatch(String.class::isInstance))
                : Optional.empty();
    }
}
