package io.leadservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private static final Path FILE = Path.of("conf", "lead-service.yaml");

    @Test
    void holdsEveryKeyAndNoOther() {
        assertThat(keys("", file())).containsExactlyInAnyOrderElementsOf(ConfigLoader.KEYS);
    }

    @Test
    void holdsTheDefaults() {
        LeadServiceConfig none = ConfigLoader.load(Map.of(), Map.of(), Map.of());

        assertThat(ConfigLoader.load(file(), Map.of(), Map.of())).isEqualTo(none);
    }

    /** Else a stage whose store is away and one that is slow are the same to who asks. */
    @Test
    void givesAStageLongerThanTheStoreHas() {
        LeadServiceConfig defaults = ConfigLoader.load(Map.of(), Map.of(), Map.of());

        assertThat(defaults.hopTimeout()).isGreaterThan(defaults.mongodb().timeout());
    }

    @Test
    void leavesProductionItsOwnDefaults() {
        Map<String, String> env = Map.of(
                "APP_ENV", "production",
                "MONGODB_URI", "mongodb://127.0.0.1:27017/leads",
                "REDIS_URL", "redis://127.0.0.1:6379",
                "KAFKA_BROKERS", "127.0.0.1:9092",
                "ENCRYPTION_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "JWT_SECRET", "a-secret-of-a-test-with-32-bytes-and-more");

        assertThat(ConfigLoader.load(file(), env, Map.of())).isEqualTo(ConfigLoader.load(Map.of(), env, Map.of()));
    }

    @Test
    void refusesAFileInWhichAKeyStandsTwice(@TempDir Path folder) throws IOException {
        Path twice = Files.writeString(folder.resolve("twice.yaml"), "http:\n  port: 1\nhttp:\n  port: 2\n");

        assertThatThrownBy(() -> ConfigFile.read(twice))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a key twice at line 3");
    }

    private static Map<String, Object> file() {
        return ConfigFile.read(FILE);
    }

    private static Stream<String> keys(String prefix, Map<?, ?> tree) {
        return tree.entrySet().stream()
                .flatMap(entry -> entry.getValue() instanceof Map<?, ?> below && !below.isEmpty()
                        ? keys(prefix + entry.getKey() + ".", below)
                        : Stream.of(prefix + entry.getKey()));
    }
}
