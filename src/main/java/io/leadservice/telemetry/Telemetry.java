package io.leadservice.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.backends.BackendRegistries;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Attaches traces and metrics to a Vert.x under construction.
 *
 * <p>Metrics are always on. Traces follow the standard {@code OTEL_*} variables and are off, at no cost, until one of
 * {@code OTEL_TRACES_EXPORTER} and {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set.
 */
public final class Telemetry {

    private static final Map<String, String> TRACE_DEFAULTS = Map.of(
            "otel.service.name", "lead-service",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");

    private Telemetry() {}

    /** Switches metrics on in the options. */
    public static VertxOptions configure(VertxOptions options) {
        return options.setMetricsOptions(
                new MicrometerMetricsOptions().setEnabled(true).setJvmMetricsEnabled(true));
    }

    /** Adds the metrics registry and, where wanted, the tracer. */
    public static VertxBuilder attach(VertxBuilder builder, Map<String, String> env) {
        builder.withMetrics(new MicrometerMetricsFactory(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
        openTelemetry(env).ifPresent(sdk -> builder.withTracer(new OpenTelemetryTracingFactory(sdk)));
        return builder;
    }

    /** Where meters are registered; keeps nothing if metrics were not attached. */
    public static MeterRegistry registry() {
        MeterRegistry registry = BackendRegistries.getDefaultNow();
        return registry == null ? new CompositeMeterRegistry() : registry;
    }

    /** All metrics of this process in Prometheus' text format; empty if metrics were not attached. */
    public static String scrape() {
        MeterRegistry registry = BackendRegistries.getDefaultNow();
        return registry instanceof PrometheusMeterRegistry prometheus ? prometheus.scrape() : "";
    }

    /** The W3C trace context of the request at work on this thread; empty if it is not traced. */
    public static Optional<String> traceparent() {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
        return Optional.ofNullable(carrier.get("traceparent"));
    }

    private static Optional<OpenTelemetry> openTelemetry(Map<String, String> env) {
        if (!env.containsKey("OTEL_TRACES_EXPORTER") && !env.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")) {
            return Optional.empty();
        }
        return Optional.of(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> TRACE_DEFAULTS)
                .build()
                .getOpenTelemetrySdk());
    }
}
