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

    private final SecretKeySpec key;

    private KeyedHash(SecretKeySpec key) {
        this.key = key;
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
            return new KeyedHash(new SecretKeySpec(derived, HMAC));
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
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new CipherException("a keyed hash cannot be computed", e);
        }
    }
}
