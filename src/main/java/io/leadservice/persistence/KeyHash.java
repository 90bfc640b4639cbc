package io.leadservice.persistence;

import io.leadservice.crypto.KeyedHash;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.IdempotencyKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What rests of keys and payloads instead of themselves: a payload is personal, and a key may be. Thread-safe.
 */
final class KeyHash {

    private static final byte KEY = 'k';
    private static final byte PAYLOAD = 'p';

    private final KeyedHash hash;

    /** @param serviceKey 256 bits */
    KeyHash(byte[] serviceKey) {
        this.hash = KeyedHash.of(serviceKey, "idempotency");
    }

    /** The id of a client's key; a key holds no space, so no two clients' meet. */
    String id(IdempotencyKey key) {
        return of(KEY, (key.value() + " " + key.client()).getBytes(StandardCharsets.UTF_8));
    }

    /** @param digest of the payload */
    String fingerprint(Bytes digest) {
        return of(PAYLOAD, digest.content());
    }

    private String of(byte kind, byte[] content) {
        ByteArrayOutputStream tagged = new ByteArrayOutputStream(content.length + 1);
        tagged.write(kind);
        tagged.writeBytes(content);
        return hash.of(tagged.toByteArray());
    }
}
