package io.leadservice.crypto;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under a key that is derived from the service's for one purpose (HKDF, RFC 5869): hashes of different
 * purposes do not meet, and none can be computed or guessed without the key. Thread-safe.
 */
public final class KeyedHash {

    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

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
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new CipherException("a keyed hash cannot be computed", e);
        }
    }
}
