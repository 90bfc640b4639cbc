package io.leadservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeysTest {

    @TempDir
    Path dataDir;

    @Test
    void keepsItsKeysForTheNextProcess() {
        Secret jwt = new DevelopmentKeys(dataDir).jwtSecret();
        Secret encryption = new DevelopmentKeys(dataDir).encryptionKey();

        assertThat(new DevelopmentKeys(dataDir).jwtSecret()).isEqualTo(jwt);
        assertThat(new DevelopmentKeys(dataDir).encryptionKey()).isEqualTo(encryption);
        assertThat(jwt).isNotEqualTo(encryption);
        assertThat(Base64.getDecoder().decode(encryption.value())).hasSize(32);
    }

    @Test
    void letsOnlyTheOwnerReadThem() throws IOException {
        new DevelopmentKeys(dataDir).encryptionKey();

        Path file = dataDir.resolve("keys/encryption.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void givesEveryoneTheSameKeyWhenManyAskAtOnce() throws IOException {
        List<Secret> keys = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> new DevelopmentKeys(dataDir).jwtSecret())
                .distinct()
                .toList();

        assertThat(keys).hasSize(1);
        try (var files = Files.list(dataDir.resolve("keys"))) {
            assertThat(files).hasSize(1);
        }
    }
}
