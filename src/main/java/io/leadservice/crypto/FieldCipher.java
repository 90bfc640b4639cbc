package io.leadservice.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import io.leadservice.lead.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

/**
 * Envelope encryption of a lead's fields, AES-256-GCM by Google Tink. Every lead has a data encryption key of its own,
 * wrapped by the service's key; destroying the wrapped key makes the fields unreadable for ever. The lead id and the field
 * name are associated data, so a ciphertext opens only where it belongs. Thread-safe.
 */
public final class FieldCipher {

    private static final int KEY_BYTES = 32;
    private static final String KEY_NAME = "data-key";

    private final Aead serviceKey;

    private FieldCipher(Aead serviceKey) {
        this.serviceKey = serviceKey;
    }

    /**
     * A cipher under one service key.
     *
     * @param key 256 bits
     * @throws CipherException if the key cannot be used
     */
    public static FieldCipher of(byte[] key) {
        return of(ServiceKeys.of(key));
    }

    /**
     * A cipher under the service's keys: the primary wraps, all of them open.
     *
     * @throws CipherException if they cannot be used
     */
    public static FieldCipher of(ServiceKeys keys) {
        try {
            return new FieldCipher(keys.aead());
        } catch (GeneralSecurityException e) {
            throw new CipherException("the encryption key cannot be used", e);
        }
    }

    /** The id of the service's key under which a data key is wrapped, as Tink writes it before a ciphertext. */
    public static int wrappedBy(Bytes wrappedKey) {
        return ByteBuffer.wrap(wrappedKey.content()).getInt(1);
    }

    /**
     * The data key of a lead, wrapped by the primary key.
     *
     * @throws CipherException if none of the keys opens it
     */
    public Bytes rewrap(String leadId, Bytes wrappedKey) {
        try {
            byte[] associated = associated(leadId, KEY_NAME);
            return new Bytes(serviceKey.encrypt(serviceKey.decrypt(wrappedKey.content(), associated), associated));
        } catch (GeneralSecurityException e) {
            throw new CipherException("the data key of lead " + leadId + " does not open", e);
        }
    }

    /** A fresh data encryption key of a lead, wrapped. */
    public Bytes dataKey(String leadId) {
        return seal(leadId, Map.of()).wrappedKey();
    }

    /** Encrypts fields of one lead under a fresh data encryption key. */
    public SealedFields seal(String leadId, Map<String, byte[]> fields) {
        try {
            byte[] key = Random.randBytes(KEY_BYTES);
            AesGcmJce cipher = new AesGcmJce(key);
            Map<String, Bytes> sealed = new HashMap<>();
            for (Map.Entry<String, byte[]> field : fields.entrySet()) {
                byte[] associated = associated(leadId, field.getKey());
                sealed.put(field.getKey(), new Bytes(cipher.encrypt(field.getValue(), associated)));
            }
            return new SealedFields(new Bytes(serviceKey.encrypt(key, associated(leadId, KEY_NAME))), sealed);
        } catch (GeneralSecurityException e) {
            throw new CipherException("the fields of lead " + leadId + " cannot be encrypted", e);
        }
    }

    /**
     * Encrypts one more field of a lead under the data encryption key that it has.
     *
     * @throws CipherException if that key does not open
     */
    public Bytes seal(String leadId, Bytes wrappedKey, String field, byte[] content) {
        try {
            byte[] key = serviceKey.decrypt(wrappedKey.content(), associated(leadId, KEY_NAME));
            return new Bytes(new AesGcmJce(key).encrypt(content, associated(leadId, field)));
        } catch (GeneralSecurityException e) {
            throw new CipherException("a field of lead " + leadId + " cannot be encrypted", e);
        }
    }

    /** @throws CipherException if any of them does not open */
    public Map<String, byte[]> open(String leadId, SealedFields sealed) {
        try {
            byte[] key = serviceKey.decrypt(sealed.wrappedKey().content(), associated(leadId, KEY_NAME));
            AesGcmJce cipher = new AesGcmJce(key);
            Map<String, byte[]> fields = new HashMap<>();
            for (Map.Entry<String, Bytes> field : sealed.fields().entrySet()) {
                byte[] associated = associated(leadId, field.getKey());
                fields.put(field.getKey(), cipher.decrypt(field.getValue().content(), associated));
            }
            return fields;
        } catch (GeneralSecurityException e) {
            throw new CipherException("the fields of lead " + leadId + " do not decrypt", e);
        }
    }

    private static byte[] associated(String leadId, String field) {
        return (leadId + "/" + field).getBytes(StandardCharsets.UTF_8);
    }
}
