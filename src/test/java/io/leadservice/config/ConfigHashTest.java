package io.leadservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigHashTest {

    @Test
    void isTheSameInWhateverOrderAPartIsTold() {
        // Given
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("a.one", "x");
        ordered.put("b.two", "y");
        Map<String, Object> reversed = new LinkedHashMap<>();
        reversed.put("b.two", "y");
        reversed.put("a.one", "x");

        // Then
        assertThat(hash(Map.of("kafka", Map.of("properties", ordered))))
                .isEqualTo(hash(Map.of("kafka", Map.of("properties", reversed))))
                .matches("[0-9a-f]{64}");
        assertThat(hash(Map.of("http", Map.of("port", 3000)))).isEqualTo(hash(Map.of()));
    }

    @Test
    void isAnotherOneForEveryOtherValue() {
        assertThat(List.of(
                        hash(Map.of()),
                        hash(Map.of("http", Map.of("port", 3001))),
                        hash(Map.of("kafka", Map.of("timeout", "7s"))),
                        hash(Map.of("kafka", Map.of("properties", Map.of("linger.ms", "1")))),
                        hash(Map.of("cluster", Map.of("members", List.of("10.0.0.1")))),
                        hash(Map.of("cluster", Map.of("members", List.of("10.0.0.2")))),
                        hash(Map.of("validation", Map.of("rules", Map.of("phone.invalid", "off"))))))
                .doesNotHaveDuplicates();
    }

    @Test
    void holdsNoSecret() {
        assertThat(hash(Map.of("mongodb", Map.of("uri", "mongodb://a:one@host"))))
                .isEqualTo(hash(Map.of("mongodb", Map.of("uri", "mongodb://a:two@host"))));
        assertThat(hash(Map.of("kafka", Map.of("properties", Map.of("sasl.jaas.config", "one")))))
                .isEqualTo(hash(Map.of("kafka", Map.of("properties", Map.of("sasl.jaas.config", "two")))));
    }

    private static String hash(Map<String, Object> file) {
        return ConfigHash.of(ConfigLoader.load(file, Map.of(), Map.of()));
    }
}
