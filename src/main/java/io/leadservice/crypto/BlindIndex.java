package io.leadservice.crypto;

import java.nio.charset.StandardCharsets;

/**
 * Finds a person again without storing who it is: a keyed hash of a normalised value. Thread-safe.
 */
public final class BlindIndex {

    private final KeyedHash hash;

    private BlindIndex(KeyedHash hash) {
        this.hash = hash;
    }

    /** @param serviceKey 256 bits */
    public static BlindIndex of(byte[] serviceKey) {
        return new BlindIndex(KeyedHash.of(serviceKey, "blind-index"));
    }

    /**
     * The index of a value.
     *
     * @param kind {@code email} or {@code phone}: equal values of different kinds do not meet
     * @param value normalised
     */
    public String of(String kind, String value) {
        return hash.of((kind + ":" + value).getBytes(StandardCharsets.UTF_8));
    }
}
