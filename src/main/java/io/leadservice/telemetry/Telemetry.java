package io.leadservice.telemetry;

import io.leadservice.tracing.Spans;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Attaches traces and metrics to a Vert.x under construction.
 *
 * <p>Metrics go out by OTLP too where {@code OTEL_METRICS_EXPORTER} is {@code otlp}; with {@code none} there are none at all,
 * which is there to measure what they cost. Traces follow the
 * standard {@code OTEL_*} variables: see {@link TraceSettings}.
 */
public final class Telemetry {

    /** The media type of the text that carries exemplars. */
    public static final String OPEN_METRICS = "application/openmetrics-text";

    private static final Set<String> UNTOLD = Set.of("jvm.compilation.time", "process.cpu.time", "system.cpu.count");

    /** What Vert.x would count of every message, request and packet; our own instruments tell what is worth knowing of them. */
    private static final List<MetricsDomain> MEASURED_BY_US = List.of(
            MetricsDomain.EVENT_BUS,
            MetricsDomain.HTTP_SERVER,
            MetricsDomain.NET_SERVER,
            MetricsDomain.NET_CLIENT,
            MetricsDomain.DATAGRAM_SOCKET);

    private Telemetry() {}

    /** Switches metrics on in the options, if they are wanted. */
    public static VertxOptions configure(VertxOptions options, Map<String, String> env) {
        boolean wanted = !OtlpSettings.noMetrics(env);
        MicrometerMetricsOptions metrics =
                new MicrometerMetricsOptions().setEnabled(wanted).setJvmMetricsEnabled(wanted);
        MEASURED_BY_US.forEach(metrics::addDisabledMetricsCategory);
        return options.setMetricsOptions(metrics);
    }

    /** Adds the metrics registry and the tracer, where they are wanted. */
    public static VertxBuilder attach(VertxBuilder builder, Map<String, String> env) {
        if (!OtlpSettings.noMetrics(env)) {
            builder.withMetrics(new MicrometerMetricsFactory(newRegistry(env)));
        }
        if (TraceSettings.wanted(env)) {
            OpenTelemetrySdk sdk = TraceSettings.sdk(env);
            builder.withTracer(options -> new Spans(sdk.getTracerProvider(), sdk::close));
        }
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

    /** Sends what was not sent yet and sends no more; blocks. */
    public static void close(Vertx vertx) {
        if (((VertxInternal) vertx).tracer() instanceof Spans spans) {
            spans.close();
        }
        registries().filter(OtlpMeterRegistry.class::isInstance).forEach(MeterRegistry::close);
    }

    private static Stream<MeterRegistry> registries() {
        return registry() instanceof CompositeMeterRegistry all ? all.getRegistries().stream() : Stream.of(registry());
    }

    private static MeterRegistry newRegistry(Map<String, String> env) {
        // Where there are no traces, looking for exemplars would only wake a thread some hundred times a second.
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(
                new PrometheusSettings(),
                new PrometheusRegistry(),
                Clock.SYSTEM,
                TraceSettings.wanted(env) ? new TracedExemplars() : null);
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
}
