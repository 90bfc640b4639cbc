package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.cli.DevelopmentToken;
import io.leadservice.config.BackEndAddresses;
import io.leadservice.embedded.SharedBackEnds;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The whole service on real back ends: what a gateway posts is answered, kept encrypted, and announced. */
class EndToEndIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ListAppender<ILoggingEvent> BLOCKED = new ListAppender<>();
    private static final OpenApiContract CONTRACT = OpenApiContract.load();

    private static Vertx vertx;
    private static TestNode node;
    private static BackEndAddresses backEnds;
    private static Map<String, String> env;

    @BeforeAll
    static void start() {
        Logger checker = (Logger) LoggerFactory.getLogger("io.vertx.core.impl.BlockedThreadChecker");
        BLOCKED.start();
        checker.addAppender(BLOCKED);
        backEnds = SharedBackEnds.addresses();
        node = TestNode.setup()
                .patient()
                .with("LEAD_STAGES_VALIDATION_INSTANCES", 4)
                .with("LEAD_STAGES_PUBLISHING_INSTANCES", 3)
                .start();
        env = node.env();
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        node.close();
        TestNode.join(vertx.close());
        assertThat(BLOCKED.list).as("warnings of blocked event loops").isEmpty();
    }

    @Test
    void keepsALeadEncryptedAndAnnouncesIt() throws Exception {
        // Given
        String surname = "Zz" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        // When
        HttpResponse<String> created = post(lead("Doe", surname), "leads:write");
        // Then
        assertThat(created.statusCode()).isEqualTo(201);
        String id = JSON.readTree(created.body()).get("id").asText();
        assertThat(created.headers().firstValue("Location")).contains("/api/v1/leads/" + id);
        MongoClient mongo = MongoClient.create(vertx, new JsonObject().put("connection_string", backEnds.mongodbUri()));
        String document = TestNode.join(mongo.findOne("leads", new JsonObject().put("_id", id), null))
                .encode();
        assertThat(document).contains("data_key").doesNotContain(surname).doesNotContain("123 Main St");
        ConsumerRecord<String, String> event = event("lead.created", id);
        assertThat(event.value()).contains(id).doesNotContain(surname);
        assertThat(new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .isEqualTo("lead.created");
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(
                                TestNode.join(mongo.findOne("leads", new JsonObject().put("_id", id), null))
                                        .containsKey("outbox_since"))
                        .isFalse());
        TestNode.join(mongo.close());
    }

    @Test
    void announcesEachOfManyLeadsThoughTheirDocumentsDoNotHoldTheirEvents() throws Exception {
        // Given
        MongoClient mongo = MongoClient.create(vertx, new JsonObject().put("connection_string", backEnds.mongodbUri()));
        JsonObject inAnEpoch = new JsonObject().put("epoch", new JsonObject().put("$exists", true));
        Set<String> sent = new HashSet<>();
        Set<String> epochs = new HashSet<>();
        // When
        await().pollInSameThread().atMost(60, TimeUnit.SECONDS).until(() -> {
            List<CompletableFuture<HttpResponse<String>>> posts = IntStream.range(0, 40)
                    .mapToObj(i -> node.begin(People.lead()))
                    .toList();
            for (CompletableFuture<HttpResponse<String>> post : posts) {
                sent.add(JSON.readTree(post.get(20, TimeUnit.SECONDS).body())
                        .get("id")
                        .asText());
            }
            TestNode.join(mongo.find("leads", inAnEpoch)).stream()
                    .filter(lead -> sent.contains(lead.getString("_id")))
                    .forEach(lead -> epochs.add(lead.getString("epoch")));
            return !epochs.isEmpty();
        });
        // Then
        Map<String, ConsumerRecord<String, String>> events = LeadTopics.last("lead.created", sent);
        for (ConsumerRecord<String, String> event : events.values()) {
            assertThat(EventSchema.faults(event.value())).isEmpty();
        }
        JsonObject open = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(List.copyOf(epochs))));
        await().atMost(20, TimeUnit.SECONDS).until(() -> TestNode.join(mongo.count("outbox_epochs", open)) == 0);
        TestNode.join(mongo.close());
    }

    @Test
    void showsALeadToItsClientOnlyAndMasksIt() throws Exception {
        // Given
        String id = JSON.readTree(post(lead("Doe", "Marked"), "leads:write").body())
                .get("id")
                .asText();
        // When
        HttpResponse<String> masked = get("/api/v1/leads/" + id, token("developer", "leads:read"));
        HttpResponse<String> clear = get("/api/v1/leads/" + id, token("developer", "leads:read leads:pii"));
        HttpResponse<String> stranger = get("/api/v1/leads/" + id, token("someone", "leads:read leads:pii"));
        HttpResponse<String> admin = get("/api/v1/leads/" + id, token("someone", "leads:read leads:admin"));
        // Then
        assertThat(masked.body()).doesNotContain("Marked").contains("***");
        assertThat(JSON.readTree(clear.body()).at("/contact_info/lastName").asText())
                .isEqualTo("Marked");
        assertThat(stranger.statusCode()).isEqualTo(404);
        assertThat(admin.statusCode()).isEqualTo(200);
    }

    @Test
    void announcesARefusedLeadAndAnswers422() throws Exception {
        HttpResponse<String> refused = post(lead("Doe", "Young").replace("1980-01-01", "2020-01-01"), "leads:write");

        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = JSON.readTree(refused.body());
        assertThat(problem.at("/validation_results").toString()).contains("contact.age");
        assertThat(event("lead.rejected", problem.get("lead_id").asText()).value())
                .contains("REJECTED");
    }

    @Test
    void takesManyLeadsAtOnce() throws Exception {
        String token = token("developer", "leads:write");
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(HTTP.sendAsync(postRequest(lead("Load", "Test" + i), token), BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST|/api/v1/leads|application/json|{\"a\":|400",
                "POST|/api/v1/leads|application/json|[]|400",
                "POST|/api/v1/leads|application/json|{\"vertical\":1}|400",
                "POST|/api/v1/leads|application/json|``|400",
                "POST|/api/v1/leads|text/plain|{}|415",
                "POST|/api/v1/leads|application/json; charset=utf-16|{}|415",
                "PUT|/api/v1/leads|application/json|{}|405",
                "GET|/api/v1/leads/nonsense|application/json|``|404",
                "GET|/api/v1/leads/01a20b76-3fa6-786d-93ff-8b2631732796|application/json|``|404",
                "GET|/nothing/here|application/json|``|404",
                "GET|/health/live|application/json|``|200",
                "GET|/health/ready|application/json|``|200",
                "GET|/openapi.yaml|application/json|``|200",
                "GET|/docs|application/json|``|200",
                "GET|/schemas/v1/auto.json|application/json|``|200"
            })
    void answersAsTheContractSays(String method, String path, String type, String body, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + token("developer", "leads:write leads:read"))
                .header("Content-Type", type)
                .header("X-Request-ID", "my-request.1")
                .method(method, BodyPublishers.ofString(body))
                .build();

        HttpResponse<String> response = send(request);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("X-Request-ID")).contains("my-request.1");
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        HttpResponse<String> response = post("x".repeat(70_000), "leads:write");

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void refusesForgedExpiredAndMisdirectedTokens() throws Exception {
        Map<String, String> otherSecret = new HashMap<>(env);
        otherSecret.put("JWT_SECRET", "another-secret-of-at-least-32-bytes!!");
        Map<String, String> otherAudience = new HashMap<>(env);
        otherAudience.put("LEAD_AUTH_AUDIENCE", "elsewhere");
        Map<String, String> otherIssuer = new HashMap<>(env);
        otherIssuer.put("LEAD_AUTH_ISSUER", "elsewhere");
        String good = token("developer", "leads:write");
        String none = "eyJhbGciOiJub25lIn0." + good.split("\\.")[1] + ".";
        List<String> bad = List.of(
                DevelopmentToken.issue(otherSecret, "developer", "leads:write", Duration.ofHours(1)),
                DevelopmentToken.issue(otherAudience, "developer", "leads:write", Duration.ofHours(1)),
                DevelopmentToken.issue(otherIssuer, "developer", "leads:write", Duration.ofHours(1)),
                DevelopmentToken.issue(env, "developer", "leads:write", Duration.ofHours(-1)),
                none,
                good + "x",
                "nonsense",
                "");
        for (String token : bad) {
            HttpResponse<String> response = send(postRequest(lead("No", "One"), token));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
        }
        assertThat(post(lead("No", "One"), "leads:read").statusCode()).isEqualTo(403);
    }

    private static String lead(String first, String last) {
        return ("{'vertical':'AUTO','contact_info':{'firstName':'" + first + "','lastName':'" + last
                        + "','email':'" + People.email() + "','phone':'1234567890','address':{'street':'123 Main St',"
                        + "'city':'Anytown','state':'CA','zip':'12345'},'dateOfBirth':'1980-01-01'},"
                        + "'vertical_data':{'vehicleYear':2020,'make':'Toyota','model':'Camry'},"
                        + "'traffic_source':'organic'}")
                .replace('\'', '"');
    }

    private static HttpResponse<String> post(String body, String scope) throws Exception {
        return send(postRequest(body, token("developer", scope)));
    }

    private static HttpRequest postRequest(String body, String token) {
        return HttpRequest.newBuilder(uri("/api/v1/leads"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    /** Every answer that a test sees must fit the contract. */
    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        CONTRACT.check(request, response);
        return response;
    }

    private static String token(String subject, String scope) {
        return node.token(subject, scope);
    }

    /** Every event that a test sees must fit its schema. */
    private static ConsumerRecord<String, String> event(String topic, String leadId) throws IOException {
        ConsumerRecord<String, String> event = read(topic, leadId);
        assertThat(EventSchema.faults(event.value())).isEmpty();
        return event;
    }

    private static ConsumerRecord<String, String> read(String topic, String leadId) {
        return Objects.requireNonNull(LeadTopics.last(topic, Set.of(leadId)).get(leadId));
    }

    private static URI uri(String path) {
        return node.uri(path);
    }
}
