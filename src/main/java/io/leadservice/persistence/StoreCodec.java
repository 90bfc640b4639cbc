package io.leadservice.persistence;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.impl.codec.json.JsonObjectCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;

/**
 * The Vert.x client's codec without its detours: a date under {@code $date} may be an {@link Instant} and is one when read, and
 * documents are gone through as they are. What it writes is the same, but for {@code _id}, which stands where the document has
 * it: see docs/adr/0054. Thread-safe.
 */
final class StoreCodec extends JsonObjectCodec {

    /** {@code {"$binary": …, "$type": …}}: no value that MongoDB's Extended JSON writes as an object has more fields. */
    private static final int MOST_FIELDS_OF_A_VALUE = 2;

    StoreCodec() {
        super(new JsonObject());
    }

    @Override
    public void writeDocument(BsonWriter writer, String name, Object value, EncoderContext context) {
        writer.writeStartDocument();
        for (Map.Entry<String, Object> field : ((JsonObject) value).getMap().entrySet()) {
            writer.writeName(field.getKey());
            writeValue(writer, field.getKey(), wrapped(field.getValue()), context);
        }
        writer.writeEndDocument();
    }

    @Override
    protected void forEach(JsonArray array, Consumer<Object> consumer) {
        for (Object value : array.getList()) {
            consumer.accept(wrapped(value));
        }
    }

    @Override
    public BsonType getBsonType(Object value) {
        return value instanceof JsonObject object && (object.isEmpty() || object.size() > MOST_FIELDS_OF_A_VALUE)
                ? BsonType.DOCUMENT
                : super.getBsonType(value);
    }

    @Override
    protected void writeDateTime(BsonWriter writer, String name, Object value, EncoderContext context) {
        if (((JsonObject) value).getMap().get(DATE_FIELD) instanceof Instant instant) {
            writer.writeDateTime(instant.toEpochMilli());
        } else {
            super.writeDateTime(writer, name, value, context);
        }
    }

    @Override
    protected Object readDateTime(BsonReader reader, DecoderContext context) {
        return new JsonObject().put(DATE_FIELD, Instant.ofEpochMilli(reader.readDateTime()));
    }

    /** What was parsed from JSON, or taken from a record, holds maps and lists. */
    @SuppressWarnings("unchecked") // JSON has no other keys than text
    private static Object wrapped(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject((Map<String, Object>) map);
        }
        return value instanceof List<?> list ? new JsonArray(list) : value;
    }
}
