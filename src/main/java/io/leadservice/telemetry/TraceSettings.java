package io.leadservice.telemetry;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Traces by the standard {@code OTEL_*} variables. They are off, at no cost, until one of {@code OTEL_TRACES_EXPORTER} and
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set, and where the exporter is {@code none} or the SDK is disabled. Blank is unset.
 */
final class TraceSettings {

    private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
    private static final String PREFIX = "OTEL_";

    private TraceSettings() {}

    static boolean wanted(Map<String, String> variables) {
        Map<String, String> env = set(variables);
        boolean disabled = env.getOrDefault("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true")
                || env.getOrDefault(EXPORTER, "").equalsIgnoreCase("none");
        return !disabled && (env.containsKey(EXPORTER) || env.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT"));
    }

    /** The caller closes it. */
    static OpenTelemetrySdk sdk(Map<String, String> env) {
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of("otel.service.name", "lead-service"))
                .addPropertiesCustomizer(properties -> settings(env))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }

    /** Those of the variables that are set. */
    static Map<String, String> set(Map<String, String> env) {
        Map<String, String> set = new HashMap<>();
        env.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isBlank()) {
                set.put(name, value);
            }
        });
        return set;
    }

    private static Map<String, String> settings(Map<String, String> env) {
        Map<String, String> settings = new HashMap<>();
        set(env).forEach((name, value) ->
                settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        // Metrics go by Micrometer, whose instruments these are, and the log goes to its own output.
        settings.put("otel.metrics.exporter", "none");
        settings.put("otel.logs.exporter", "none");
        return settings;
    }
}
