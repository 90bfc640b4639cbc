package io.leadservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {

    private static final Map<String, String> SECRETS = Map.of(
            "MONGODB_URI", "mongodb://user:pass@db.example/leads",
            "REDIS_URL", "rediss://:pass@cache.example",
            "KAFKA_SASL_JAAS_CONFIG", "org.example.LoginModule required username=leads password=pass;",
            "ENCRYPTION_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "JWT_SECRET", "a secret of thirty-two characters",
            "LEAD_VALIDATION_SUPPRESSION_HMAC_KEY", "a key of thirty-two characters and more");

    @TempDir
    private Path folder;

    @Test
    void eachSecretMayStandInAFile() throws IOException {
        // Given
        Map<String, String> files = new HashMap<>(Map.of("APP_ENV", "production", "KAFKA_BROKERS", "broker:9092"));
        for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
            Path file = Files.writeString(folder.resolve(secret.getKey()), secret.getValue() + "\n");
            files.put(secret.getKey() + "_FILE", file.toString());
        }
        Map<String, String> plain = new HashMap<>(SECRETS);
        plain.putAll(Map.of("APP_ENV", "production", "KAFKA_BROKERS", "broker:9092"));

        // When
        LeadServiceConfig config = ConfigLoader.load(Map.of(), files, Map.of());

        // Then
        assertThat(config).isEqualTo(ConfigLoader.load(Map.of(), plain, Map.of()));
        assertThat(SecretFiles.VARIABLES).containsExactlyInAnyOrderElementsOf(SECRETS.keySet());
        assertThat(config.toString()).doesNotContain("pass", "AAAAAAAA", "thirty-two");
    }

    @Test
    void namesFilesThatHoldNoSecret() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Map<String, String> env = Map.of(
                "JWT_SECRET_FILE", empty.toString(),
                "ENCRYPTION_KEY_FILE", folder.resolve("missing").toString(),
                "REDIS_URL_FILE", empty.toString(),
                "REDIS_URL", "redis://:hidden@cache.example");

        List<String> problems = catchThrowableOfType(
                        ConfigException.class, () -> ConfigLoader.load(Map.of(), env, Map.of()))
                .problems();

        assertThat(problems)
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("JWT_SECRET_FILE is '" + empty))
                .anyMatch(problem -> problem.startsWith("ENCRYPTION_KEY_FILE is '"))
                .anyMatch(problem -> problem.startsWith("REDIS_URL and REDIS_URL_FILE are both set"))
                .noneMatch(problem -> problem.contains("hidden"));
    }
}
