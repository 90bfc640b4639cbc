package io.leadservice.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.Random;
import com.google.crypto.tink.util.SecretBytes;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The keys of the service: those that wrap the leads' data keys, of which one is primary and the others still decrypt, and the
 * root from which blind indexes, lead ids and hashes are derived, which never changes. Either one key that is all of this, or a
 * Tink key set in JSON, whose one disabled entry is the root. Immutable; {@link #toString} shows none.
 */
public final class ServiceKeys {

    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final byte[] root;
    private final List<Wrapping> wrapping;
    private final int primary;

    /** A key that wraps, with the id by which its ciphertexts name it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and a secret has no copy to spare
    private record Wrapping(int id, byte[] key) {}

    private ServiceKeys(byte[] root, List<Wrapping> wrapping, int primary) {
        this.root = root.clone();
        this.wrapping = List.copyOf(wrapping);
        this.primary = primary;
    }

    /**
     * The keys that a text names.
     *
     * @param text base64 of 256 bits, or the path or file URI of a key set
     * @throws CipherException if it is neither; says why, and nothing of a key
     */
    public static ServiceKeys of(String text) {
        Optional<byte[]> single = single(text);
        if (single.isPresent()) {
            return of(single.get());
        }
        Path file = path(text.strip());
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new CipherException(
                    "the key set " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new CipherException("the file " + file + " holds no key set of this service");
        }
    }

    /** @param key 256 bits, that are all of it */
    public static ServiceKeys of(byte[] key) {
        int id = keyId(key);
        return new ServiceKeys(key, List.of(new Wrapping(id, key.clone())), id);
    }

    private static Optional<byte[]> single(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            return Optional.of(key).filter(bytes -> bytes.length == KEY_BYTES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Path path(String text) {
        return text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
    }

    /** From which everything is derived that has to stay the same for ever. */
    public byte[] root() {
        return root.clone();
    }

    /** The ids of the keys that wrap, the newest last. */
    public List<Integer> ids() {
        return wrapping.stream().map(Wrapping::id).toList();
    }

    /** The id of the key that wraps what is new. */
    public int primary() {
        return primary;
    }

    /** Whether the newest key does not wrap anything yet, so that every node can come to know it first. */
    public boolean hasAnnounced() {
        return newest() != primary;
    }

    private int newest() {
        return wrapping.get(wrapping.size() - 1).id();
    }

    /** The same with a new key that only decrypts for now. */
    public ServiceKeys announcing() {
        byte[] key = Random.randBytes(KEY_BYTES);
        List<Wrapping> more = new ArrayList<>(wrapping);
        more.add(new Wrapping(keyId(key), key));
        return new ServiceKeys(root, more, primary);
    }

    /** The same with the newest key as the one that wraps. */
    public ServiceKeys promoted() {
        return new ServiceKeys(root, wrapping, newest());
    }

    /** The same without a key. */
    public ServiceKeys without(int id) {
        return new ServiceKeys(
                root, wrapping.stream().filter(key -> key.id() != id).toList(), primary);
    }

    /** The key set as a file holds it: secret. */
    public String toJson() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    handle(true), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new CipherException("the key set cannot be written", e);
        }
    }

    Aead aead() throws GeneralSecurityException {
        return handle(false).getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private KeysetHandle handle(boolean withRoot) throws GeneralSecurityException {
        AeadConfig.register();
        KeysetHandle.Builder keys = KeysetHandle.newBuilder();
        if (withRoot) {
            // Not the id that the same key has as one that wraps.
            keys.addEntry(KeysetHandle.importKey(key(root, Optional.empty()))
                    .withFixedId(keyId(root) ^ 1)
                    .setStatus(KeyStatus.DISABLED));
        }
        for (Wrapping key : wrapping) {
            KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(key(key.key(), Optional.of(key.id())))
                    .withFixedId(key.id());
            keys.addEntry(key.id() == primary ? entry.makePrimary() : entry);
        }
        return keys.build();
    }

    @AccessesPartialKey
    private static AesGcmKey key(byte[] bytes, Optional<Integer> id) throws GeneralSecurityException {
        AesGcmKey.Builder key = AesGcmKey.builder()
                .setParameters(AesGcmParameters.builder()
                        .setKeySizeBytes(KEY_BYTES)
                        .setIvSizeBytes(IV_BYTES)
                        .setTagSizeBytes(TAG_BYTES)
                        .setVariant(id.isPresent() ? AesGcmParameters.Variant.TINK : AesGcmParameters.Variant.NO_PREFIX)
                        .build())
                .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()));
        return (id.isPresent() ? key.setIdRequirement(id.get()) : key).build();
    }

    @AccessesPartialKey
    private static ServiceKeys parse(String json) throws GeneralSecurityException {
        AeadConfig.register();
        KeysetHandle keys =
                TinkJsonProtoKeysetFormat.parseKeyset(json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        List<byte[]> roots = new ArrayList<>();
        List<Wrapping> wrapping = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            KeysetHandle.Entry entry = keys.getAt(i);
            byte[] bytes = ((AesGcmKey) entry.getKey()).getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
            if (entry.getStatus() == KeyStatus.DISABLED) {
                roots.add(bytes);
            } else {
                wrapping.add(new Wrapping(entry.getId(), bytes));
            }
        }
        if (roots.size() != 1 || roots.get(0).length != KEY_BYTES) {
            throw new GeneralSecurityException("one disabled key of 256 bits is the root");
        }
        return new ServiceKeys(roots.get(0), wrapping, keys.getPrimary().getId());
    }

    /** Derived from the key, so that every node gives a key the same id and keys can be told apart when they rotate. */
    private static int keyId(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            int id = ByteBuffer.wrap(digest).getInt() & Integer.MAX_VALUE;
            return id == 0 ? 1 : id;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ServiceKeys[hidden]";
    }
}
