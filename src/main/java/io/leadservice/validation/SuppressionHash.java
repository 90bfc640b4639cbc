package io.leadservice.validation;

import io.leadservice.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How people stand on suppression lists: HMAC-SHA-256 of the canonical e-mail or the phone in E.164 under a key of the
 * operator, or plain SHA-256, as suppliers of lists give them. Safe to share between threads.
 */
final class SuppressionHash {

    private static final String HMAC = "HmacSHA256";

    private final Optional<SecretKeySpec> key;

    SuppressionHash(Optional<Secret> key) {
        this.key = key.map(secret -> new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), HMAC));
    }

    /** The first 64 bits of the hash: among millions of entries two meet by chance less than once in a million lists. */
    long of(String value) {
        return ByteBuffer.wrap(digest(value)).getLong();
    }

    /** The whole hash as 64 hexadecimal digits in lower case. */
    String text(String value) {
        return HexFormat.of().formatHex(digest(value));
    }

    private byte[] digest(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        try {
            if (key.isEmpty()) {
                return MessageDigest.getInstance("SHA-256").digest(bytes);
            }
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key.get());
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
