package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.OtlpReceiver.Seen;
import io.leadservice.embedded.LoopbackPort;
import io.leadservice.embedded.SharedBackEnds;
import io.leadservice.resilience.OutsideStub;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What two nodes send to a collector of leads that go through both: the whole tree of spans, metrics and exemplars. */
class TraceIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GATEWAY = "00f067aa0ba902b7";
    private static final Set<String> PERSONAL =
            new HashSet<>(Set.of("ann@example.com", "Example", "123 Main St", "1980-01-01", "Martensdale", "hidden"));

    private static OtlpReceiver collector;
    private static OutsideStub service;
    private static TestNode stages;
    private static TestNode edge;

    @BeforeAll
    static void start() throws Exception {
        collector = OtlpReceiver.start();
        service = OutsideStub.start("{\"isValid\":true,\"validationResults\":[]}");
        int membership = LoopbackPort.free();
        stages = traced(
                        "stages",
                        TestNode.setup()
                                .patient()
                                .clustered(membership)
                                .instances(0, 1, 1, 1, 1)
                                .with("LEAD_STAGES_INTAKE_INSTANCES", 1)
                                .with("VALIDATION_SERVICE_URL", service.url() + "/validate?secret=hidden"))
                .start();
        edge = traced("edge", TestNode.setup().patient().clustered(membership).instances(1, 0, 0, 0, 0))
                .start();
        await().atMost(90, TimeUnit.SECONDS).until(() -> edge.ready() && stages.ready());
        // Redis gets to know the script of the rate limit.
        edge.post(People.lead());
    }

    private static TestNode.Setup traced(String name, TestNode.Setup setup) {
        return setup.with("LEAD_REDIS_TIMEOUT", "5s")
                .with("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=" + name)
                .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())
                .with("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .with("OTEL_BSP_SCHEDULE_DELAY", "100")
                .with("OTEL_METRICS_EXPORTER", "otlp")
                .with("OTEL_METRIC_EXPORT_INTERVAL", "500");
    }

    @AfterAll
    static void stop() throws Exception {
        edge.close();
        stages.close();
        service.close();
        collector.close();
    }

    /** Where the queue is faster than the edge, which keeps the answer of a queued lead: it looks for the lead, and keeps the answer. */
    private static final List<String> OF_A_FAST_QUEUE = List.of("""
                          CLIENT find leads @stages
            """, """
                      PRODUCER send stage.persistence.key.keep @stages
                        CONSUMER process stage.persistence.key.keep @stages
                          CLIENT bulkWrite idempotency_keys @stages
            """);

    @Test
    void aLeadIsOneTraceFromTheGatewayThroughBothNodesToKafka() throws Exception {
        // Given
        String trace = newTrace();

        // When
        String id = leadId(post(trace, "01"));

        // Then the tree is this and nothing else
        List<Seen> spans = spans(trace, "send lead.created");
        assertThat(tree(spans)).isEqualTo("""
                SERVER POST /api/v1/leads @edge
                  CLIENT EVALSHA @edge
                  PRODUCER send lead.created @stages
                  PRODUCER send stage.persistence @edge
                    CONSUMER process stage.persistence @stages
                      CLIENT bulkWrite duplicate_claims @stages
                      CLIENT bulkWrite leads @stages
                      CLIENT find erased_people @stages
                  PRODUCER send stage.scoring @edge
                    CONSUMER process stage.scoring @stages
                  PRODUCER send stage.validation @edge
                    CONSUMER process stage.validation @stages
                      CLIENT GET @stages
                      CLIENT POST @stages
                      CLIENT SET @stages
                """);
        assertThat(spans).noneMatch(Seen::failed);
        // And each span tells what it is
        assertThat(named(spans, "POST /api/v1/leads").attributes())
                .containsAllEntriesOf(Map.of(
                        "http.request.method", "POST",
                        "http.route", "/api/v1/leads",
                        "http.response.status_code", "201",
                        "url.scheme", "http",
                        "lead.id", id,
                        "lead.outcome", "accepted",
                        "lead.vertical", "auto",
                        "lead.status", "scored",
                        "lead.findings.count", "0",
                        "lead.degraded", "[]"))
                .containsKey("lead.score.tier")
                .hasSize(11);
        assertThat(named(spans, "POST").attributes())
                .isEqualTo(Map.of(
                        "http.request.method", "POST",
                        "http.response.status_code", "200",
                        "server.address", "127.0.0.1",
                        "server.port", port(service.url()),
                        "url.full", service.url() + "/validate"));
        assertThat(named(spans, "bulkWrite leads").attributes())
                .isEqualTo(Map.of(
                        "db.system.name", "mongodb",
                        "db.operation.name", "bulkWrite",
                        "db.collection.name", "leads"));
        assertThat(named(spans, "GET").attributes())
                .isEqualTo(Map.of("db.system.name", "redis", "db.operation.name", "GET"));
        assertThat(named(spans, "process stage.scoring").attributes())
                .isEqualTo(messaging("vertx", "stage.scoring", "process"));
        assertThat(named(spans, "send stage.scoring").attributes())
                .isEqualTo(messaging("vertx", "stage.scoring", "send"));
        assertThat(named(spans, "send lead.created").attributes())
                .containsAllEntriesOf(messaging("kafka", "lead.created", "send"))
                .containsKeys("messaging.destination.partition.id", "messaging.kafka.offset")
                .hasSize(6);
        // And a consumer goes on in the same trace
        onlyOfTheTrace(id, "lead.created", trace, named(spans, "send lead.created"));
        nothingPersonal();
    }

    @Test
    void aLeadThatWaitsInTheQueueStaysInItsTrace() throws Exception {
        String trace = newTrace();

        String id = leadId(post(trace, "01", "Prefer", "respond-async", "Idempotency-Key", "\"" + trace + "\""));

        List<Seen> spans = spans(trace, "send lead.created");
        String tree = tree(spans);
        for (String more : OF_A_FAST_QUEUE) {
            tree = tree.replace(more, "");
        }
        assertThat(tree).isEqualTo("""
                SERVER POST /api/v1/leads @edge
                  CLIENT EVALSHA @edge
                  PRODUCER send stage.intake @edge
                    CONSUMER process stage.intake @stages
                      PRODUCER send lead.intake @stages
                        CONSUMER process lead.intake @stages
                          PRODUCER send lead.created @stages
                          PRODUCER send stage.persistence @stages
                            CONSUMER process stage.persistence @stages
                              CLIENT bulkWrite duplicate_claims @stages
                              CLIENT bulkWrite leads @stages
                              CLIENT find erased_people @stages
                          PRODUCER send stage.persistence.key.open @stages
                            CONSUMER process stage.persistence.key.open @stages
                              CLIENT bulkWrite idempotency_keys @stages
                          PRODUCER send stage.scoring @stages
                            CONSUMER process stage.scoring @stages
                          PRODUCER send stage.validation @stages
                            CONSUMER process stage.validation @stages
                              CLIENT GET @stages
                              CLIENT POST @stages
                              CLIENT SET @stages
                  PRODUCER send stage.persistence.key.keep @edge
                    CONSUMER process stage.persistence.key.keep @stages
                      CLIENT bulkWrite idempotency_keys @stages
                  PRODUCER send stage.persistence.key.open @edge
                    CONSUMER process stage.persistence.key.open @stages
                      CLIENT bulkWrite idempotency_keys @stages
                  PRODUCER send stage.validation.contract @edge
                    CONSUMER process stage.validation.contract @stages
                """);
        assertThat(named(spans, "process lead.intake").attributes())
                .containsAllEntriesOf(messaging("kafka", "lead.intake", "process"))
                .containsEntry("messaging.consumer.group.name", "lead-service-intake")
                .containsEntry("lead.id", id)
                .containsEntry("lead.outcome", "accepted");
        assertThat(named(spans, "POST /api/v1/leads").attributes()).containsEntry("lead.outcome", "queued");
        onlyOfTheTrace(id, "lead.intake", trace, named(spans, "send lead.intake"));
        onlyOfTheTrace(id, "lead.created", trace, named(spans, "send lead.created"));
        nothingPersonal();
    }

    @Test
    void theLeadsOfABatchAreToldApart() throws Exception {
        String trace = newTrace();

        HttpResponse<String> answer = edge.send(
                edge.token("developer", "leads:write"),
                "POST",
                "/api/v1/leads/batch",
                lead() + "\n" + lead() + "\n{}\n",
                "Content-Type",
                "application/x-ndjson",
                "traceparent",
                "00-" + trace + "-" + GATEWAY + "-01");

        assertThat(answer.statusCode()).isEqualTo(200);
        List<Seen> spans = spans(trace, "send lead.created");
        Seen request = named(spans, "POST /api/v1/leads/batch");
        assertThat(spans.stream()
                        .filter(span -> span.name().equals("row"))
                        .peek(row -> assertThat(row.parent()).isEqualTo(request.id()))
                        .map(row -> row.attributes().get("lead.outcome")))
                .containsExactlyInAnyOrder("accepted", "accepted", "malformed");
        nothingPersonal();
    }

    @Test
    void aTraceThatTheGatewayDoesNotKeepIsHandedOnAndNotKept() throws Exception {
        String trace = newTrace();

        String id = leadId(post(trace, "00"));

        List<ConsumerRecord<String, byte[]>> records = records("lead.created", id);
        assertThat(Records.header(records.get(0), "traceparent"))
                .startsWith("00-" + trace)
                .endsWith("-00");
        // Then a later one has come, and nothing of this
        String later = newTrace();
        post(later, "01");
        spans(later, "send lead.created");
        assertThat(collector.spans()).noneMatch(span -> span.trace().equals(trace));
    }

    @Test
    void aRequestForWhatIsNotThereIsNamedByNoPath() throws Exception {
        String trace = newTrace();
        String parent = "00-" + trace + "-" + GATEWAY + "-01";

        edge.send(edge.token("developer", "leads:read"), "GET", "/who/ann@example.com", "", "traceparent", parent);

        Seen span = spans(trace, "GET").get(0);
        assertThat(span.attributes())
                .isEqualTo(
                        Map.of("http.request.method", "GET", "http.response.status_code", "404", "url.scheme", "http"));
        nothingPersonal();
    }

    @Test
    void metricsGoByOtlpAndPointAtTheTrace() throws Exception {
        String trace = newTrace();

        post(trace, "01");

        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(collector.metrics())
                        .contains("http.server.request.duration", "stage.hop.duration", "lead.outcomes"));
        HttpRequest scrape = HttpRequest.newBuilder(edge.management("/metrics"))
                .header("Accept", "application/openmetrics-text;version=1.0.0")
                .build();
        String page =
                HttpClient.newHttpClient().send(scrape, BodyHandlers.ofString()).body();
        assertThat(page.lines()
                        .filter(line -> line.startsWith("http_server_request_duration_seconds_bucket"))
                        .filter(line -> line.contains("http_route=\"/api/v1/leads\"")))
                .anySatisfy(line -> assertThat(line).containsPattern("# \\{.*trace_id=\"[0-9a-f]{32}\".*} "));
    }

    private static Map<String, String> messaging(String system, String destination, String operation) {
        return Map.of(
                "messaging.system", system,
                "messaging.destination.name", destination,
                "messaging.operation.name", operation,
                "messaging.operation.type", operation);
    }

    private static Seen named(List<Seen> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String port(String url) {
        return url.substring(url.lastIndexOf(':') + 1);
    }

    /** Nothing of a lead's person, and no secret of an address. */
    private static void nothingPersonal() {
        assertThat(collector.spans())
                .extracting(span -> span + " " + span.span().getStatus().getMessage()
                        + span.span().getEventsList())
                .noneSatisfy(text -> assertThat(text).containsAnyOf(PERSONAL.toArray(String[]::new)));
    }

    /** A lead of another person, whose values are to be seen nowhere. */
    private static String lead() {
        String lead = People.lead();
        try {
            JsonNode contact = JSON.readTree(lead).get("contact_info");
            PERSONAL.addAll(
                    List.of(contact.get("email").asText(), contact.get("phone").asText()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return lead;
    }

    private static void onlyOfTheTrace(String leadId, String topic, String trace, Seen sent) {
        for (ConsumerRecord<String, byte[]> record : records(topic, leadId)) {
            List<String> parents = Stream.of(record.headers().toArray())
                    .filter(header -> header.key().equals("traceparent"))
                    .map(Header::value)
                    .map(String::new)
                    .toList();
            assertThat(parents).containsExactly("00-" + trace + "-" + sent.id() + "-01");
        }
    }

    private static List<ConsumerRecord<String, byte[]>> records(String topic, String leadId) {
        return await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> new Records(SharedBackEnds.addresses().kafkaBrokers()).of(topic, leadId),
                        found -> !found.isEmpty());
    }

    /** All spans of a trace: the last one and the edge's are there, and no more come of either node. */
    private static List<Seen> spans(String trace, String last) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> spans(trace),
                        found -> found.stream().anyMatch(span -> span.name().equals(last))
                                && found.stream().anyMatch(span -> span.parent().equals(GATEWAY)));
        AtomicInteger before = new AtomicInteger();
        await().during(500, TimeUnit.MILLISECONDS)
                .until(() -> spans(trace).size(), now -> before.getAndSet(now) == now);
        return spans(trace);
    }

    private static List<Seen> spans(String trace) {
        return collector.spans().stream()
                .filter(span -> span.trace().equals(trace))
                .toList();
    }

    private static String tree(List<Seen> spans) {
        String tree = tree(spans, GATEWAY, "");
        assertThat(tree.lines()).as("spans below the gateway's").hasSize(spans.size());
        return tree;
    }

    private static String tree(List<Seen> spans, String parent, String indent) {
        return spans.stream()
                .filter(span -> span.parent().equals(parent))
                .sorted(Comparator.comparing(Seen::name))
                .map(span -> indent + span.kind() + " " + span.name() + " @"
                        + span.resource().get("service.instance.id") + "\n" + tree(spans, span.id(), indent + "  "))
                .collect(Collectors.joining());
    }

    private static HttpResponse<String> post(String trace, String flags, String... headers) throws Exception {
        String[] all = Stream.concat(
                        Stream.of("traceparent", "00-" + trace + "-" + GATEWAY + "-" + flags), Stream.of(headers))
                .toArray(String[]::new);
        return edge.begin(lead(), all).get(60, TimeUnit.SECONDS);
    }

    private static String leadId(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body()).get("id").asText();
    }

    private static String newTrace() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
