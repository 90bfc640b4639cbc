package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.leadservice.telemetry.Telemetry;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Makes docs/metrics.md from the meters of a node: {@code mvn verify -Dit.test=MetricsPageIT -Ddocs.write} writes it anew. */
class MetricsPageIT {

    private static final Path PAGE = Path.of("docs", "metrics.md");
    private static final List<String> OF_LIBRARIES = List.of("vertx.", "jvm.", "process.", "system.", "logback.");
    private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        // A node with all that can be on, and one of each thing that can happen to a lead.
        node = TestNode.setup()
                .patient()
                .with("VALIDATION_SERVICE_URL", "http://127.0.0.1:1/validate")
                .with("ML_SERVICE_URL", "http://127.0.0.1:1/score")
                .start();
        String lead = People.lead();
        assertThat(node.post(lead).statusCode()).isEqualTo(201);
        assertThat(node.post(lead).statusCode()).isEqualTo(409);
        assertThat(node.post(People.lead().replace("50160", "12345")).statusCode())
                .isEqualTo(201);
        assertThat(node.post("{}").statusCode()).isEqualTo(400);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void tellsOfEveryMeterThatANodeHas() throws IOException {
        Map<String, String> rows = rows();
        if (System.getProperty("docs.write") != null) {
            Files.writeString(PAGE, page(rows));
        }

        assertThat(PAGE).content().isEqualTo(page(rows));
    }

    @Test
    void isAsPrometheusWantsIt() throws Exception {
        assumeThat(Path.of("/usr/bin/promtool"))
                .as("promtool, of Debian's prometheus package")
                .exists();

        Process check = new ProcessBuilder("/usr/bin/promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream input = check.getOutputStream()) {
            input.write(node.metrics().getBytes(StandardCharsets.UTF_8));
        }

        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(check.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).isZero();
    }

    @Test
    void showsOpenMetricsToWhoAsksForThem() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.management("/metrics"))
                .header("Accept", "application/openmetrics-text;version=1.0.0")
                .build();

        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    private static Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        for (Meter meter : Telemetry.registry().getMeters()) {
            Meter.Id id = meter.getId();
            if (OF_LIBRARIES.stream().noneMatch(id.getName()::startsWith)) {
                assertThat(id.getDescription()).as(id.getName()).isNotBlank();
                String name = NAMES.name(id.getName(), id.getType(), id.getBaseUnit())
                        + (id.getType() == Meter.Type.COUNTER ? "_total" : "");
                rows.put(name, row(name, id));
            }
        }
        return rows;
    }

    private static String row(String name, Meter.Id id) {
        String labels = id.getTags().stream()
                .map(Tag::getKey)
                .map(key -> "`" + NAMES.tagKey(key) + "`")
                .collect(Collectors.joining(", "));
        String kind = switch (id.getType()) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            default -> "histogram";
        };
        return "| `%s` | %s | %s | %s |%n".formatted(name, kind, labels, id.getDescription());
    }

    private static String page(Map<String, String> rows) {
        return Stream.concat(Stream.of("""
                                # Metrics

                                Made from the code by `mvn verify -Dit.test=MetricsPageIT -Ddocs.write`: do not edit it.

                                At `/metrics` on the management port, in Prometheus' text form, or as OpenMetrics with exemplars for whoever
                                accepts that. With `OTEL_METRICS_EXPORTER=otlp` the same instruments go by OTLP over HTTP to
                                `OTEL_EXPORTER_OTLP_ENDPOINT` too. Times are in seconds. Every label has a bounded number of values; none holds
                                anything of a person. Beside these there are those of Vert.x (`vertx_*`: HTTP clients, their pools and
                                queues, worker pools) and of the JVM (`jvm_*`, `process_*`, `system_*`). A histogram has
                                `_bucket`, `_sum`, `_count` and `_max`.

                                | metric | kind | labels | tells |
                                |---|---|---|---|
                                """), rows.values().stream()).collect(Collectors.joining());
    }
}
