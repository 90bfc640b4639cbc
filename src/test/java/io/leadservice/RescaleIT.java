package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The instances of a node that runs, changed by its administrator and by its configuration file. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RescaleIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int IN_FLIGHT = 64;

    @TempDir
    static Path folder;

    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
    private static TestNode node;
    private static int readRate;

    @BeforeAll
    static void start() throws IOException {
        LOG.start();
        ((Logger) LoggerFactory.getLogger("io.leadservice")).addAppender(LOG);
        mount("one", "{scoring: {instances: 1}}", "flag");
        node = TestNode.setup()
                .patient()
                .file(folder.resolve("lead-service.yaml"))
                .with("LEAD_RELOAD_INTERVAL", "100ms")
                .with("LEAD_HTTP_DRAIN", "300ms")
                .with("LEAD_REDIS_TIMEOUT", "5s")
                .with("LEAD_HTTP_ADMISSION_MINIMUM", 2 * IN_FLIGHT)
                .start();
    }

    @AfterAll
    static void stop() {
        node.close();
        ((Logger) LoggerFactory.getLogger("io.leadservice")).detachAppender(LOG);
    }

    @Test
    @Order(1)
    void noRequestFailsWhileStagesAreRescaledUnderLoad() throws Exception {
        try (SteadyLoad load = new SteadyLoad(node, IN_FLIGHT)) {
            // When each kind of stage gets more instances and then fewer
            for (String change : List.of(
                    "scoring 4",
                    "persistence 2",
                    "http 3",
                    "validation 3",
                    "scoring 1",
                    "persistence 1",
                    "http 1",
                    "validation 1",
                    "publishing 2",
                    "publishing 1")) {
                long before = load.answered();
                String stage = change.split(" ")[0];
                int instances = Integer.parseInt(change.split(" ")[1]);
                assertThat(scale(stage, "{\"instances\":" + instances + "}").statusCode())
                        .isEqualTo(202);
                awaitInstances(stage, instances);
                await().atMost(LIMIT).until(() -> load.answered() > before + 2 * IN_FLIGHT);
            }

            // Then every lead was taken
            load.close();
            assertThat(load.failures()).isEmpty();
            assertThat(load.answered()).isGreaterThan(10 * IN_FLIGHT);
        }
        assertThat(node.metrics()).contains("stage_instances{stage=\"scoring\"} 1");
    }

    @Test
    @Order(2)
    void refusesACountThatIsNone() throws Exception {
        HttpResponse<String> many = scale("scoring", "{\"instances\":65}");

        assertThat(many.statusCode()).isEqualTo(400);
        assertThat(many.body()).contains("/instances").contains("0 to 64");
        assertThat(scale("scoring", "{\"instances\":\"2\"}").statusCode()).isEqualTo(400);
        assertThat(scale("cooking", "{\"instances\":2}").statusCode()).isEqualTo(404);
        assertThat(running("scoring")).isEqualTo(1);
    }

    @Test
    @Order(3)
    void followsItsFileAsAConfigMapChangesIt() throws Exception {
        // When, by another folder behind the same name
        mount("two", "{scoring: {instances: 3}}", "flag");
        // Then
        awaitInstances("scoring", 3);

        // When a value is none, then the log says which and why, and nothing changes
        mount("three", "{scoring: {instances: many}}", "flag");
        awaitLog("stages.scoring.instances is 'many', but must be a whole number from 0 to 64");
        assertThat(running("scoring")).isEqualTo(3);

        // When it is mended
        mount("four", "{scoring: {instances: 2}, intake: {window: 100}}", "flag");
        awaitInstances("scoring", 2);
        awaitLog("stage rescaled stage=scoring from=3 to=2");
        awaitLog("configuration changed key=stages.intake.window effect=needs restart");
    }

    @Test
    @Order(4)
    void takesTheSeverityOfARuleWhileItRuns() throws Exception {
        // Given a post box, of which the rule by default says so and no more
        String lead = SteadyLoad.lead(1).replace("123 Main St", "PO Box 12");
        assertThat(node.post(lead).statusCode()).isEqualTo(201);

        // When
        mount("five", "{scoring: {instances: 2}, intake: {window: 100}}", "reject");

        // Then
        await().atMost(LIMIT)
                .until(() -> node.post(SteadyLoad.lead(2).replace("123 Main St", "PO Box 12"))
                                .statusCode()
                        == 422);
    }

    @Test
    @Order(5)
    void limitsFromTheNextRequestOnWhoWasNotLimitedAtAll() throws Exception {
        String token = node.token("client-" + UUID.randomUUID(), "leads:read");
        String missing = "/api/v1/leads/" + UUID.randomUUID();
        assertThat(node.send(token, "GET", missing, "").headers().map()).doesNotContainKey("ratelimit");

        // When
        readRate = 10;
        mount("six", "{scoring: {instances: 2}, intake: {window: 100}}", "reject");

        // Then, with all nodes together
        await().atMost(LIMIT)
                .until(() -> node.send(token, "GET", missing, "")
                        .headers()
                        .firstValue("RateLimit-Policy")
                        .filter("\"read\";q=4000;w=400"::equals)
                        .isPresent());
        assertThat(node.metrics()).containsPattern("rate_limit_decisions_total\\{by=\"redis\",[^}]*policy=\"read\"");
    }

    private static void mount(String name, String stages, String postBox) throws IOException {
        Path real = Files.createDirectory(folder.resolve(name));
        Files.writeString(
                real.resolve("lead-service.yaml"),
                "stages: " + stages + "\nvalidation: {rules: {address.po_box: " + postBox
                        + "}}\nrate-limit: {read: {rate: " + readRate
                        + "}, submit: {rate: 0}, batch: {rate: 0}, change: {rate: 0}}\n");
        Path link = folder.resolve("next");
        Files.createSymbolicLink(link, real.resolve("lead-service.yaml"));
        Files.move(link, folder.resolve("lead-service.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitInstances(String stage, int instances) {
        await().atMost(LIMIT).until(() -> running(stage) == instances);
        await().atMost(LIMIT)
                .until(() -> get("/health/ready")
                        .replaceAll("\\s", "")
                        .contains("\"" + stage + "\":{\"instances\":" + instances));
    }

    private static void awaitLog(String line) {
        await().atMost(LIMIT)
                .until(() -> List.copyOf(LOG.list).stream()
                        .anyMatch(event -> event.getFormattedMessage().contains(line)));
    }

    private static int running(String stage) throws IOException, InterruptedException {
        String all = get("/admin/stages");
        return Integer.parseInt(all.replaceAll("(?s).*\"" + stage + "\":\\{\"instances\":(\\d+).*", "$1"));
    }

    private static String get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(node.management(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static HttpResponse<String> scale(String stage, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.management("/admin/stages/" + stage))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
