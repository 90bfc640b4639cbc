package io.leadservice.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the values lie that a condition can accept: all that it does accept are within, both bounds included, and perhaps more.
 *
 * @param from empty if there is no lower bound
 * @param to empty if there is no upper bound
 */
record Range(Optional<Object> from, Optional<Object> to) {

    private static final Set<String> LOWER = Set.of("$gt", "$gte");
    private static final Set<String> UPPER = Set.of("$lt", "$lte");

    /** Empty for a condition that bounds nothing, or that may accept documents without the field. */
    static Optional<Range> of(@Nullable Object condition) {
        if (!(condition instanceof Document operators)) {
            return condition instanceof String || condition instanceof Instant || condition instanceof Number
                    ? Optional.of(new Range(Optional.of(condition), Optional.of(condition)))
                    : Optional.empty();
        }
        Optional<Object> from = Optional.empty();
        Optional<Object> to = Optional.empty();
        for (Map.Entry<String, Object> operator : operators.entrySet()) {
            Object value = operator.getValue();
            if (LOWER.contains(operator.getKey())) {
                from = Optional.of(Objects.requireNonNull(value));
            } else if (UPPER.contains(operator.getKey())) {
                to = Optional.of(Objects.requireNonNull(value));
            } else if (!(operator.getKey().equals("$exists") && Boolean.TRUE.equals(value))) {
                return Optional.empty();
            }
        }
        return operators.isEmpty() ? Optional.empty() : Optional.of(new Range(from, to));
    }
}
