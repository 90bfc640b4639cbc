package io.leadservice.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the standard variables switch on, for traces and metrics. */
class TraceSettingsTest {

    @Test
    void makesTracesWhereThereIsAnEndpointOrAnExporter() {
        assertThat(TraceSettings.wanted(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://host:4318")))
                .isTrue();
        assertThat(TraceSettings.wanted(Map.of("OTEL_TRACES_EXPORTER", "otlp"))).isTrue();
        assertThat(TraceSettings.wanted(Map.of())).isFalse();
    }

    @Test
    void takesBlankForUnset() {
        Map<String, String> blank = Map.of(
                "OTEL_TRACES_EXPORTER", "",
                "OTEL_EXPORTER_OTLP_ENDPOINT", " ",
                "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "",
                "OTEL_METRIC_EXPORT_INTERVAL", "",
                "OTEL_SERVICE_NAME", "");

        assertThat(TraceSettings.wanted(blank)).isFalse();
        OtlpSettings metrics = new OtlpSettings(blank);
        assertThat(metrics.url()).isEqualTo("http://localhost:4318/v1/metrics");
        assertThat(metrics.step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(metrics.resourceAttributes()).containsEntry("service.name", "lead-service");
    }
}
