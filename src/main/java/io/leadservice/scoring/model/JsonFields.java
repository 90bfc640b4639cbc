package io.leadservice.scoring.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a model file: each field is taken once, by its name and type, and none may be left.
 *
 * <p>Read by Jackson's parser alone: to make its data binding ready for the first file took longer than all six models may.
 * Confined to the thread that reads.
 */
final class JsonFields {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, @Nullable Object> left;

    private JsonFields(Map<String, @Nullable Object> fields) {
        left = fields;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it is not JSON, has a field twice or more than one value
     * @throws IllegalArgumentException if it is no object
     */
    static JsonFields read(byte[] content) throws IOException {
        try (JsonParser parser = JSON.createParser(content)) {
            parser.nextToken();
            Object file = value(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more than one value");
            }
            return typed("the model", JsonFields.class, file);
        }
    }

    /** @throws IllegalArgumentException as all that take a field do: it is not there, or of another type */
    <T> T take(String name, Class<T> type) {
        return typed(name, type, left.remove(name));
    }

    /** A number, whole or not. */
    double decimal(String name) {
        return take(name, Number.class).doubleValue();
    }

    JsonFields object(String name) {
        return take(name, JsonFields.class);
    }

    <T> List<T> list(String name, Class<T> type) {
        List<T> items = new ArrayList<>();
        for (Object item : take(name, List.class)) {
            items.add(typed(name, type, item));
        }
        return items;
    }

    List<Double> decimals(String name) {
        return doubles(name, take(name, List.class));
    }

    /** A list of lists of numbers. */
    List<List<Double>> rows(String name) {
        List<List<Double>> rows = new ArrayList<>();
        for (List<?> row : list(name, List.class)) {
            rows.add(doubles(name, row));
        }
        return rows;
    }

    /** A text, or null for none: the field itself must be there. */
    Optional<String> optional(String name) {
        boolean none = left.containsKey(name) && left.get(name) == null;
        Object text = left.remove(name);
        return none ? Optional.empty() : Optional.of(typed(name, String.class, text));
    }

    /** All fields, whatever their names. */
    <T> Map<String, T> all(Class<T> type) {
        Map<String, T> all = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> field : left.entrySet()) {
            all.put(field.getKey(), typed(field.getKey(), type, field.getValue()));
        }
        left.clear();
        return all;
    }

    /** @throws IllegalArgumentException if a field was not taken */
    void end() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("unknown fields " + left.keySet());
        }
    }

    private static List<Double> doubles(String name, List<?> items) {
        List<Double> doubles = new ArrayList<>(items.size());
        for (Object item : items) {
            doubles.add(typed(name, Number.class, item).doubleValue());
        }
        return doubles;
    }

    private static <T> T typed(String name, Class<T> type, @Nullable Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + " is missing or of the wrong type");
        }
        return type.cast(value);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> null;
        };
    }

    private static JsonFields fields(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return new JsonFields(fields);
    }

    private static List<@Nullable Object> items(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }
}
