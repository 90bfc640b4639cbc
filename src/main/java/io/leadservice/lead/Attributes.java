package io.leadservice.lead;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fields whose set depends on the vertical or on the sender: an immutable JSON-like object in the order it was sent.
 *
 * <p>Values are {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link List} and {@link Map} of the same;
 * narrower numbers are widened, JSON {@code null} members are left out. Safe to share between threads. {@link #toString}
 * tells the number of fields only, since the values are personal data.
 *
 * @param values the fields by name, copied deeply
 */
public record Attributes(Map<String, Object> values) {

    private static final Attributes EMPTY = new Attributes(Map.of());

    /** @throws IllegalArgumentException if a value is of another type than the ones named above */
    public Attributes {
        values = copy(values);
    }

    /** No fields. */
    public static Attributes empty() {
        return EMPTY;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The text of a field; empty if it is absent or not text. */
    public Optional<String> text(String name) {
        return value(name, String.class);
    }

    /** The whole number of a field; empty if it is absent or not a whole number. */
    public Optional<Long> integer(String name) {
        return value(name, Long.class);
    }

    /** The truth value of a field; empty if it is absent or not one. */
    public Optional<Boolean> flag(String name) {
        return value(name, Boolean.class);
    }

    /** These fields and others behind them; of two with the same name the other stands. */
    public Attributes with(Attributes others) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(others.values);
        return new Attributes(all);
    }

    private <T> Optional<T> value(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).filter(type::isInstance).map(type::cast);
    }

    @Override
    public String toString() {
        return "Attributes[" + values.size() + " fields]";
    }

    private static Map<String, Object> copy(Map<?, ?> source) {
        Map<String, Object> target = new LinkedHashMap<>();
        source.forEach((key, value) -> {
            if (value != null) {
                target.put((String) key, copyValue(value));
            }
        });
        return Collections.unmodifiableMap(target);
    }

    private static Object copyValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(map);
        }
        if (value instanceof List<?> list) {
            List<Object> target = new ArrayList<>(list.size());
            list.forEach(element -> {
                if (element != null) {
                    target.add(copyValue(element));
                }
            });
            return Collections.unmodifiableList(target);
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof String || value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        if (value instanceof BigInteger) {
            throw new IllegalArgumentException("a whole number is beyond 64 bits");
        }
        throw new IllegalArgumentException(
                "not a JSON value: " + value.getClass().getName());
    }
}
