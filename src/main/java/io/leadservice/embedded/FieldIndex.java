package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The documents that have a field, by its value. In memory: the library fills it from the documents when the collection is
 * opened. Not thread-safe; guarded by the collection.
 */
final class FieldIndex extends EmptyIndex<Object> implements IndexedCollection.Ordered {

    private static final Document HAS_IT = new Document("$exists", true);

    private final String field;
    private final NavigableMap<Object, Set<Object>> positions = new TreeMap<>(ValueComparator.asc());
    private int documents;
    /** Whether some document has a value that it does not hold. */
    private boolean partial;

    FieldIndex(String name, List<IndexKey> keys) {
        super(name, keys);
        this.field = keys.get(0).getKey();
    }

    @Override
    public boolean canHandle(Document query) {
        return !partial && Range.of(query.get(field)).isPresent();
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        Range range = Range.of(query.get(field)).orElseThrow();
        return () -> within(range).values().stream().flatMap(Collection::stream).iterator();
    }

    /** How many documents a query accepts, where it asks for nothing but that they have the field. */
    Optional<Integer> countOf(@Nullable Document query) {
        return !partial && new Document(field, HAS_IT).equals(query) ? Optional.of(documents) : Optional.empty();
    }

    @Override
    public boolean comesBy(String asked) {
        return asked.equals(field);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        Object value = Utils.getSubdocumentValue(document, field);
        if (value == null || value instanceof Collection) {
            partial = true;
        } else if (!(value instanceof Missing)) {
            documents += positions
                            .computeIfAbsent(value, first -> new LinkedHashSet<>())
                            .add(position)
                    ? 1
                    : 0;
        }
    }

    @Override
    public @Nullable Object remove(Document document) {
        return remove(document, document.get(IdIndex.ID)) ? document.get(IdIndex.ID) : null;
    }

    private boolean remove(Document document, @Nullable Object position) {
        Object value = Utils.getSubdocumentValue(document, field);
        if (value == null || value instanceof Collection || value instanceof Missing) {
            return false;
        }
        Set<Object> same = positions.getOrDefault(value, Set.of());
        boolean removed = position != null && same.contains(position) && same.remove(position);
        documents -= removed ? 1 : 0;
        if (removed && same.isEmpty()) {
            positions.remove(value);
        }
        return removed;
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        remove(before, position);
        add(after, position, collection);
    }

    @Override
    public long getCount() {
        return positions.size();
    }

    private NavigableMap<Object, Set<Object>> within(Range range) {
        Optional<Object> from = range.from();
        Optional<Object> to = range.to();
        if (from.isPresent() && to.isPresent()) {
            return ValueComparator.asc().compare(from.get(), to.get()) > 0
                    ? new TreeMap<>()
                    : positions.subMap(from.get(), true, to.get(), true);
        }
        if (from.isPresent()) {
            return positions.tailMap(from.get(), true);
        }
        return to.isPresent() ? positions.headMap(to.get(), true) : positions;
    }
}
