package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.telemetry.LogAppender;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The ids on the lines of the log, under a load of many requests at once. */
class RequestLogIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REQUESTS = 1_000;
    private static final int AT_ONCE = 100;
    private static final String BUS = "io.leadservice.bus";
    private static final String ACCESS = "io.leadservice.access";

    /** A line as it is to be written. */
    private record Line(String logger, String text, Map<String, String> ids) {}

    @Test
    void everyLineCarriesTheIdsOfItsOwnRequest() throws Exception {
        try (OtlpReceiver collector = OtlpReceiver.start();
                TestNode node = TestNode.setup()
                        .patient()
                        .with("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.url() + "/v1/traces")
                        .with("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                        .with("OTEL_TRACES_EXPORTER", "otlp")
                        .start();
                Capture lines = new Capture()) {
            // Given traces, and lines of every stage
            assertThat(setLevel(node, BUS, "DEBUG")).isEqualTo(204);

            // When
            Map<String, HttpResponse<String>> answers = load(node);
            setLevel(node, BUS, "INFO");

            // Then
            Map<String, List<Line>> byRequest = lines.all().stream()
                    .filter(line -> line.ids().getOrDefault("request_id", "").startsWith("load-"))
                    .collect(Collectors.groupingBy(line -> line.ids().get("request_id")));
            assertThat(byRequest).hasSize(REQUESTS);
            for (Map.Entry<String, HttpResponse<String>> answer : answers.entrySet()) {
                check(answer.getKey(), answer.getValue(), byRequest.get(answer.getKey()));
            }
            // And no line of a lead's stage is without
            assertThat(lines.all())
                    .filteredOn(line -> line.text().contains("channel=stage.validation ")
                            || line.text().contains("channel=stage.scoring ")
                            || line.text().contains("channel=stage.persistence "))
                    .allSatisfy(line -> assertThat(line.ids().getOrDefault("request_id", "")
                                    + line.ids().getOrDefault("lead_id", ""))
                            .isNotEmpty());
        }
    }

    @Test
    void aLevelIsSetForLoggersThatThereAreAndNoneElse() throws Exception {
        try (TestNode node = TestNode.setup().patient().start()) {
            assertThat(setLevel(node, "io.leadservice.access", "WARN")).isEqualTo(204);
            assertThat(LoggerFactory.getLogger(ACCESS).isInfoEnabled()).isFalse();
            assertThat(setLevel(node, "io.leadservice.access", "INFO")).isEqualTo(204);
            assertThat(setLevel(node, "no.such.logger", "DEBUG")).isEqualTo(404);
            assertThat(setLevel(node, "io.leadservice.access", "LOUD")).isEqualTo(400);
        }
    }

    private static void check(String request, HttpResponse<String> answer, List<Line> lines) throws Exception {
        String client = "client-" + number(request) % 7;
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.ids())
                        .containsEntry("client", client)
                        .containsEntry("trace_id", trace(number(request)))
                        .containsKey("span_id"));
        assertThat(lines)
                .filteredOn(line -> line.logger().equals(ACCESS))
                .singleElement()
                .satisfies(line -> assertThat(line.text()).contains("status=" + answer.statusCode() + " "));
        Set<String> leads = lines.stream()
                .map(line -> line.ids().get("lead_id"))
                .filter(id -> id != null)
                .collect(Collectors.toSet());
        assertThat(leads).as(request).hasSizeLessThanOrEqualTo(number(request) % 4 == 0 ? 2 : 1);
        if (answer.statusCode() == 201) {
            JsonNode body = JSON.readTree(answer.body());
            assertThat(leads).contains(body.get("id").asText());
            assertThat(lines.stream().map(Line::text).collect(Collectors.joining("\n")))
                    .contains("channel=stage.validation ", "channel=stage.scoring ", "channel=stage.persistence ");
        }
    }

    private static Map<String, HttpResponse<String>> load(TestNode node) throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Map<String, HttpResponse<String>> answers = new HashMap<>();
        for (int from = 0; from < REQUESTS; from += AT_ONCE) {
            Map<String, CompletableFuture<HttpResponse<String>>> begun = new HashMap<>();
            for (int i = from; i < from + AT_ONCE; i++) {
                String id = "load-" + i;
                HttpRequest.Builder request = HttpRequest.newBuilder(node.uri("/api/v1/leads"))
                        .header("Authorization", "Bearer " + node.token("client-" + i % 7, "leads:write leads:read"))
                        .header("Content-Type", "application/json")
                        .header("X-Request-ID", id)
                        .header("traceparent", "00-" + trace(i) + "-00f067aa0ba902b7-0" + i % 2);
                // With a key the lead may get another id than the request began with.
                if (i % 4 == 0) {
                    request.header("Idempotency-Key", "\"" + id + "-" + System.nanoTime() + "\"");
                }
                request.POST(BodyPublishers.ofString(i % 3 == 0 ? "{}" : People.lead()));
                begun.put(id, http.sendAsync(request.build(), BodyHandlers.ofString()));
            }
            for (Map.Entry<String, CompletableFuture<HttpResponse<String>>> one : begun.entrySet()) {
                answers.put(one.getKey(), one.getValue().get());
            }
        }
        return answers;
    }

    private static int setLevel(TestNode node, String logger, String level) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.management("/admin/loggers/" + logger))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"level\":\"" + level + "\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    /** Of the gateway's, every second of which is kept. */
    private static String trace(int number) {
        return String.format("%032x", number + 1);
    }

    private static int number(String request) {
        return Integer.parseInt(request.substring("load-".length()));
    }

    /** The service's own appender, with a list behind it instead of the console. */
    private static final class Capture implements AutoCloseable {

        private final LogAppender appender = new LogAppender();
        private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
        private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
        private final Logger root;

        Capture() {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            // Alone, as in the service: the first appender of a line gives it its ids.
            root.iteratorForAppenders().forEachRemaining(others::add);
            others.forEach(root::detachAppender);
            AppenderBase<ILoggingEvent> list = new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    lines.add(new Line(event.getLoggerName(), event.getFormattedMessage(), event.getMDCPropertyMap()));
                }
            };
            list.setContext(context);
            list.start();
            appender.setContext(context);
            appender.setQueueSize(200_000);
            appender.addAppender(list);
            appender.start();
            root.addAppender(appender);
        }

        List<Line> all() {
            appender.stop();
            return new ArrayList<>(lines);
        }

        @Override
        public void close() {
            root.detachAppender(appender);
            appender.stop();
            others.forEach(root::addAppender);
        }
    }
}
