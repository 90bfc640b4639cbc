package io.leadservice.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.backends.BackendRegistries;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Attaches traces and metrics to a Vert.x under construction.
 *
 * <p>Metrics are always on, and go out by OTLP too where {@code OTEL_METRICS_EXPORTER} is {@code otlp}. Traces follow the
 * standard {@code OTEL_*} variables and are off, at no cost, until one of {@code OTEL_TRACES_EXPORTER} and
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set.
 */
public final class Telemetry {

    /** The media type of the text that carries exemplars. */
    public static final String OPEN_METRICS = "application/openmetrics-text";

    private static final Map<String, String> TRACE_DEFAULTS =
            Map.of("otel.service.name", "lead-service", "otel.logs.exporter", "none");

    private static final Set<String> UNTOLD = Set.of("jvm.compilation.time", "process.cpu.time", "system.cpu.count");

    private Telemetry() {}

    /** Switches metrics on in the options. */
    public static VertxOptions configure(VertxOptions options) {
        return options.setMetricsOptions(
                new MicrometerMetricsOptions().setEnabled(true).setJvmMetricsEnabled(true));
    }

    /** Adds the metrics registry and, where wanted, the tracer. */
    public static VertxBuilder attach(VertxBuilder builder, Map<String, String> env) {
        builder.withMetrics(new MicrometerMetricsFactory(newRegistry(env)));
        openTelemetry(env).ifPresent(sdk -> builder.withTracer(new OpenTelemetryTracingFactory(sdk)));
        return builder;
    }

    /** Where meters are registered; keeps nothing if metrics were not attached. */
    public static MeterRegistry registry() {
        MeterRegistry registry = BackendRegistries.getDefaultNow();
        return registry == null ? new CompositeMeterRegistry() : registry;
    }

    /**
     * All metrics of this process in Prometheus' text format; empty if metrics were not attached.
     *
     * @param openMetrics whether in OpenMetrics' form, which carries exemplars
     */
    public static String scrape(boolean openMetrics) {
        return registries()
                .filter(PrometheusMeterRegistry.class::isInstance)
                .map(PrometheusMeterRegistry.class::cast)
                .findFirst()
                .map(prometheus -> openMetrics ? prometheus.scrape(OPEN_METRICS) : prometheus.scrape())
                .orElse("");
    }

    /** Sends what was not sent yet and sends no more. */
    public static void close() {
        registries().filter(OtlpMeterRegistry.class::isInstance).forEach(MeterRegistry::close);
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

    private static Stream<MeterRegistry> registries() {
        return registry() instanceof CompositeMeterRegistry all ? all.getRegistries().stream() : Stream.of(registry());
    }

    private static MeterRegistry newRegistry(Map<String, String> env) {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, new TracedExemplars());
        // Their names break the rules of Prometheus, and others tell the same.
        prometheus.config().meterFilter(MeterFilter.deny(id -> UNTOLD.contains(id.getName())));
        FunctionCounter.builder("log.lines.left.out", LogAppender.class, unused -> LogAppender.leftOut())
                .description("Lines of the log that were left out of a burst, or for which there was no room")
                .register(prometheus);
        if (!OtlpSettings.wanted(env)) {
            return prometheus;
        }
        // In this order: a meter is registered with those that are there.
        CompositeMeterRegistry both = new CompositeMeterRegistry();
        both.add(prometheus);
        both.add(new OtlpMeterRegistry(new OtlpSettings(env), Clock.SYSTEM));
        return both;
    }

    private static Optional<OpenTelemetry> openTelemetry(Map<String, String> env) {
        if (!env.containsKey("OTEL_TRACES_EXPORTER") && !env.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")) {
            return Optional.empty();
        }
        return Optional.of(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> TRACE_DEFAULTS)
                // Metrics go by Micrometer, whose instruments these are.
                .addPropertiesCustomizer(properties -> Map.of("otel.metrics.exporter", "none"))
                .build()
                .getOpenTelemetrySdk());
    }
}
