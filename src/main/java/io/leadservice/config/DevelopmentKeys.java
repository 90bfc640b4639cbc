package io.leadservice.config;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * Keys of a developer's machine, made on first use and kept below the data directory, readable by their owner only. Safe to
 * use from several processes at once. Never for real leads.
 */
public final class DevelopmentKeys {

    private static final int KEY_BYTES = 32;

    private final Path folder;

    public DevelopmentKeys(Path dataDir) {
        this.folder = dataDir.resolve("keys");
    }

    /**
     * The secret that signs development tokens.
     *
     * @throws ConfigException if the data directory cannot be used
     */
    public Secret jwtSecret() {
        return key("jwt.secret");
    }

    /**
     * The key that encrypts development leads: base64 of 256 bits.
     *
     * @throws ConfigException if the data directory cannot be used
     */
    public Secret encryptionKey() {
        return key("encryption.key");
    }

    private Secret key(String name) {
        try {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                make(file);
            }
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new ConfigException(List.of("data-dir (DATA_DIR) is '" + folder.getParent()
                    + "', but the development key " + name + " cannot be made or read there: " + e));
        }
    }

    /** A link appears whole or not at all, so no other process can read half a key or get another one. */
    private void make(Path file) throws IOException {
        Files.createDirectories(folder);
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        Path draft = Files.createTempFile(
                folder,
                "draft",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, Base64.getEncoder().encodeToString(random));
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first, and its key is as good.
        } finally {
            Files.delete(draft);
        }
    }
}
