package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is of an index of several fields: its last one, where that is a time, as for all leads of a vertical that are
 * older than a day. In memory; a document takes little of it, since every one of them is here. Not thread-safe; guarded by the
 * collection.
 */
final class TimeIndex extends EmptyIndex<Object> {

    private final String field;
    /** By time a position, or a set of several. */
    private final NavigableMap<Instant, Object> positions = new TreeMap<>();
    /** Whether some document has something else there. */
    private boolean unfit;

    TimeIndex(String name, List<IndexKey> keys) {
        super(name, keys);
        this.field = keys.get(keys.size() - 1).getKey();
    }

    @Override
    public boolean canHandle(Document query) {
        return !unfit && range(query).isPresent();
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        Range range = range(query).orElseThrow();
        Instant from = (Instant) range.from().orElse(Instant.MIN);
        Instant to = (Instant) range.to().orElse(Instant.MAX);
        return from.isAfter(to)
                ? List.of()
                : positions.subMap(from, true, to, true).values().stream()
                        .<Object>flatMap(held -> held instanceof Set<?> several ? several.stream() : Stream.of(held))
                        .toList();
    }

    private Optional<Range> range(Document query) {
        return query.get(field) instanceof Document condition
                ? Range.of(condition).filter(range -> isTime(range.from()) && isTime(range.to()))
                : Optional.empty();
    }

    private static boolean isTime(Optional<Object> bound) {
        return bound.isEmpty() || bound.get() instanceof Instant;
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        Object value = Utils.getSubdocumentValue(document, field);
        if (value instanceof Missing || unfit) {
            return;
        }
        if (value instanceof Instant time) {
            positions.merge(time, position, TimeIndex::both);
        } else {
            unfit = true;
            positions.clear();
        }
    }

    @SuppressWarnings("unchecked")
    private static Object both(Object held, Object more) {
        Set<Object> several = held instanceof Set<?> set ? (Set<Object>) set : new LinkedHashSet<>(List.of(held));
        several.add(more);
        return several;
    }

    @Override
    public @Nullable Object remove(Document document) {
        remove(document, document.get(IdIndex.ID));
        return null;
    }

    private void remove(Document document, @Nullable Object position) {
        if (Utils.getSubdocumentValue(document, field) instanceof Instant time) {
            positions.computeIfPresent(time, (same, held) -> {
                if (held instanceof Collection<?> several) {
                    several.remove(position);
                    return several.isEmpty() ? null : several;
                }
                return held.equals(position) ? null : held;
            });
        }
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
}
