package io.leadservice.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import com.google.crypto.tink.util.SecretBytes;
import io.leadservice.lead.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * Envelope encryption of a lead's fields, AES-256-GCM by Google Tink. Every lead has a data encryption key of its own,
 * wrapped by the service's key; destroying the wrapped key makes the fields unreadable for ever. The lead id and the field
 * name are associated data, so a ciphertext opens only where it belongs. Thread-safe.
 */
public final class FieldCipher {

    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final String KEY_NAME = "data-key";

    private final Aead serviceKey;

    private FieldCipher(Aead serviceKey) {
        this.serviceKey = serviceKey;
    }

    /**
     * A cipher under a service key.
     *
     * @param key 256 bits
     * @throws CipherException if the key cannot be used
     */
    @AccessesPartialKey
    public static FieldCipher of(byte[] key) {
        try {
            AeadConfig.register();
            int id = keyId(key);
            AesGcmKey imported = AesGcmKey.builder()
                    .setParameters(AesGcmParameters.builder()
                            .setKeySizeBytes(KEY_BYTES)
                            .setIvSizeBytes(IV_BYTES)
                            .setTagSizeBytes(TAG_BYTES)
                            .setVariant(AesGcmParameters.Variant.TINK)
                            .build())
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                    .setIdRequirement(id)
                    .build();
            KeysetHandle keys = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(imported).withFixedId(id).makePrimary())
                    .build();
            return new FieldCipher(keys.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException e) {
            throw new CipherException("the encryption key cannot be used", e);
        }
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

    /** Derived from the key, so that every node gives a key the same id and keys can be told apart when they rotate. */
    private static int keyId(byte[] key) throws GeneralSecurityException {
        int id = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key))
                        .getInt()
                & Integer.MAX_VALUE;
        return id == 0 ? 1 : id;
    }

    private static byte[] associated(String leadId, String field) {
        return (leadId + "/" + field).getBytes(StandardCharsets.UTF_8);
    }
}
