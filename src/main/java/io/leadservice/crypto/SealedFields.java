package io.leadservice.crypto;

import io.leadservice.lead.Bytes;
import java.util.Map;

/**
 * Encrypted fields of one lead.
 *
 * @param wrappedKey the lead's data encryption key under the service's key
 * @param fields ciphertext by field name
 */
public record SealedFields(Bytes wrappedKey, Map<String, Bytes> fields) {
    /** Those of a lead whose key is destroyed. */
    public static final SealedFields NONE = new SealedFields(new Bytes(new byte[0]), Map.of());

    public SealedFields {
        fields = Map.copyOf(fields);
    }
}
