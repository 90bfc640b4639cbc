package io.leadservice.bus;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Carries one record type over the event bus: by reference inside the process, which its immutability allows, and
 * between nodes as a version byte followed by CBOR (RFC 8949).
 *
 * <p>A reader ignores members that it does not know and leaves out ones that are missing empty, so a member can be added
 * at the end while two versions run side by side. A change that breaks this needs another version and another address.
 */
final class RecordCodec<T> implements MessageCodec<T, T> {

    /** The largest message, in bytes: several times the largest body that the edge takes. */
    static final int MAX_BYTES = 1 << 20;

    private static final byte VERSION = 1;
    private static final int LENGTH_BYTES = 4;

    private static final ObjectMapper CBOR = CBORMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .withConfigOverride(
                    List.class, lists -> lists.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Class<T> type;

    RecordCodec(Class<T> type) {
        this.type = type;
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
        try {
            byte[] content = CBOR.writeValueAsBytes(message);
            requireSize(content.length);
            buffer.appendInt(content.length + 1).appendByte(VERSION).appendBytes(content);
        } catch (IOException e) {
            throw new UncheckedIOException(type.getSimpleName() + " does not encode", e);
        }
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        int length = buffer.getInt(position);
        requireSize(length);
        byte version = buffer.getByte(position + LENGTH_BYTES);
        if (version != VERSION) {
            throw new IllegalArgumentException(type.getSimpleName() + " has wire version " + version);
        }
        int start = position + LENGTH_BYTES + 1;
        try {
            return CBOR.readValue(buffer.getBytes(start, start + length - 1), type);
        } catch (IOException e) {
            throw new UncheckedIOException(type.getSimpleName() + " does not decode", e);
        }
    }

    @Override
    public T transform(T message) {
        return message;
    }

    @Override
    public String name() {
        return "lead-service." + type.getSimpleName() + ".v" + VERSION;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    private void requireSize(int length) {
        if (length < 1 || length > MAX_BYTES) {
            throw new IllegalArgumentException(type.getSimpleName() + " takes " + length + " bytes on the wire");
        }
    }
}
