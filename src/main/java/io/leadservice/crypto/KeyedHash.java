package io.leadservice.crypto;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under a key that is derived from the service's for one purpose (HKDF, RFC 5869): hashes of different
 * purposes do not meet, and none can be computed or guessed without the key. Thread-safe.
 */
public final class KeyedHash {

    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT_MASK = 0xC000000000000000L;
    private static final long VARIANT = 0x8000000000000000L;

    private final Mac keyed;

    /** @param keyed is copied for each hash, since looking up the algorithm and preparing the key costs more than a short hash */
    private KeyedHash(Mac keyed) {
        this.keyed = keyed;
    }

    /**
     * A hash for one purpose.
     *
     * @param serviceKey 256 bits
     * @param purpose what tells its hashes from others, such as {@code validation-cache}
     */
    public static KeyedHash of(byte[] serviceKey, String purpose) {
        try {
            byte[] derived = Hkdf.computeHkdf(
                    HMAC, serviceKey, new byte[0], purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
            Mac keyed = Mac.getInstance(HMAC);
            keyed.init(new SecretKeySpec(derived, HMAC));
            return new KeyedHash(keyed);
        } catch (GeneralSecurityException e) {
            throw new CipherException("the key for " + purpose + " cannot be derived", e);
        }
    }

    /** 43 characters of unpadded base64url. */
    public String of(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(content));
    }

    /** The first 122 bits of the hash as a UUID of version 8 (RFC 9562, 5.8). */
    public String uuid(byte[] content) {
        ByteBuffer hash = ByteBuffer.wrap(bytes(content));
        long high = (hash.getLong() & ~VERSION_MASK) | VERSION_8;
        long low = (hash.getLong() & ~VARIANT_MASK) | VARIANT;
        return new UUID(high, low).toString();
    }

    private byte[] bytes(byte[] content) {
        try {
            return ((Mac) keyed.clone()).doFinal(content);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC can be copied", e);
        }
    }
}
