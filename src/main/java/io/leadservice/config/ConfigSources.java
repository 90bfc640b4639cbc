package io.leadservice.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays the three sources over each other: file, then environment, then system properties.
 *
 * <p>Some variables have names of their own ({@code PORT}, {@code MONGODB_URI} …). Besides, every key can be set as a
 * variable, {@code stages.http.instances} as {@code LEAD_STAGES_HTTP_INSTANCES}, and as a system property,
 * {@code -Dlead.stages.http.instances}.
 */
final class ConfigSources {

    static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("PORT", "http.port"),
            Map.entry("MANAGEMENT_PORT", "management.port"),
            Map.entry("MONGODB_URI", "mongodb.uri"),
            Map.entry("REDIS_URL", "redis.url"),
            Map.entry("KAFKA_BROKERS", "kafka.brokers"),
            Map.entry("KAFKA_SASL_JAAS_CONFIG", "kafka.sasl-jaas-config"),
            Map.entry("ENCRYPTION_KEY", "encryption.key"),
            Map.entry("JWT_SECRET", "auth.jwt-secret"),
            Map.entry("JWKS_FILE", "auth.jwks-file"),
            Map.entry("JWKS_URL", "auth.jwks-url"),
            Map.entry("VALIDATION_SERVICE_URL", "validation-service.url"),
            Map.entry("ML_SERVICE_URL", "scoring.remote.url"),
            Map.entry("DATA_DIR", "data-dir"));
    private static final String VARIABLE_PREFIX = "LEAD_";
    private static final String PROPERTY_PREFIX = "lead.";

    private ConfigSources() {}

    static Map<String, String> merge(Map<String, ?> file, Map<String, String> env, Map<String, String> properties) {
        Map<String, String> values = new TreeMap<>();
        flatten("", file, values);
        Optional.ofNullable(env.get("NODE_ENV")).ifPresent(value -> values.put("app-env", value));
        Optional.ofNullable(env.get("APP_ENV")).ifPresent(value -> values.put("app-env", value));
        VARIABLES.forEach((variable, key) -> {
            String value = env.get(variable);
            if (value != null && !value.isBlank()) {
                values.put(key, value);
            }
        });
        Stream.of(
                        ConfigLoader.KEYS,
                        ValidationSettings.VERTICAL_KEYS,
                        DuplicatesSettings.VERTICAL_KEYS,
                        RetentionSettings.VERTICAL_KEYS)
                .flatMap(List::stream)
                .forEach(key -> {
                    String value = env.get(variableOf(key));
                    if (value != null) {
                        values.put(key, value);
                    }
                });
        properties.forEach((name, value) -> {
            if (name.startsWith(PROPERTY_PREFIX)) {
                values.put(name.substring(PROPERTY_PREFIX.length()), value);
            }
        });
        return values;
    }

    static String variableOf(String key) {
        return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static void flatten(String prefix, Map<?, ?> tree, Map<String, String> into) {
        tree.forEach((name, value) -> {
            String key = prefix + name;
            if (value instanceof Map<?, ?> map) {
                flatten(key + ".", map, into);
            } else if (value instanceof List<?> list) {
                into.put(key, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            } else if (value != null) {
                into.put(key, String.valueOf(value));
            }
        });
    }
}
