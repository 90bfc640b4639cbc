package io.leadservice.telemetry;

import io.micrometer.registry.otlp.OtlpConfig;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where metrics are pushed to and how often, by the standard {@code OTEL_*} variables; over HTTP with protobuf. Blank is unset. */
final class OtlpSettings implements OtlpConfig {

    private static final String DEFAULT_ENDPOINT = "http://localhost:4318";
    private static final String DEFAULT_MILLIS = "60000";

    private final Map<String, String> env;

    OtlpSettings(Map<String, String> env) {
        this.env = TraceSettings.set(env);
    }

    /** No metrics, in no form. */
    static boolean noMetrics(Map<String, String> env) {
        return env.getOrDefault("OTEL_METRICS_EXPORTER", "").equalsIgnoreCase("none");
    }

    static boolean wanted(Map<String, String> env) {
        return env.getOrDefault("OTEL_METRICS_EXPORTER", "").equalsIgnoreCase("otlp");
    }

    @Override
    public @Nullable String get(String key) {
        return null;
    }

    @Override
    public String url() {
        String own = env.get("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");
        if (own != null) {
            return own;
        }
        String base = env.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", DEFAULT_ENDPOINT);
        return (base.endsWith("/") ? base : base + "/") + "v1/metrics";
    }

    @Override
    public Duration step() {
        return Duration.ofMillis(Long.parseLong(env.getOrDefault("OTEL_METRIC_EXPORT_INTERVAL", DEFAULT_MILLIS)));
    }

    @Override
    public Map<String, String> resourceAttributes() {
        return Map.of("service.name", env.getOrDefault("OTEL_SERVICE_NAME", "lead-service"));
    }
}
