package io.leadservice.crypto;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds a person again without storing who it is: HMAC-SHA-256 of a normalised value under a key derived from the
 * service's (HKDF, RFC 5869). Thread-safe.
 */
public final class BlindIndex {

    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    private BlindIndex(SecretKeySpec key) {
        this.key = key;
    }

    /** @param serviceKey 256 bits */
    public static BlindIndex of(byte[] serviceKey) {
        try {
            byte[] derived = Hkdf.computeHkdf(
                    HMAC, serviceKey, new byte[0], "blind-index".getBytes(StandardCharsets.UTF_8), KEY_BYTES);
            return new BlindIndex(new SecretKeySpec(derived, HMAC));
        } catch (GeneralSecurityException e) {
            throw new CipherException("the blind index key cannot be derived", e);
        }
    }

    /**
     * The index of a value.
     *
     * @param kind {@code email} or {@code phone}: equal values of different kinds do not meet
     * @param value normalised
     */
    public String of(String kind, String value) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            byte[] digest = mac.doFinal((kind + ":" + value).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new CipherException("the blind index cannot be computed", e);
        }
    }
}
