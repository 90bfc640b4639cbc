package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.config.KafkaConfig;
import io.leadservice.embedded.PrivateKafka;
import io.leadservice.embedded.SharedBackEnds;
import io.leadservice.intake.LetterSealing;
import io.leadservice.persistence.LetterKeys;
import io.leadservice.persistence.MongoCalls;
import io.leadservice.publishing.DeadLetterReplay;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Leads that come by the queue: those whose senders do not wait, and those of other producers. */
class IntakeIT {

    private static final String TOPIC = "lead.intake";
    private static final String DEAD_LETTERS = "lead.dlq";
    private static final String[] ASYNC = {"Prefer", "respond-async"};
    private static final ObjectMapper JSON = new ObjectMapper();

    private static PrivateKafka kafka;
    private static Records records;
    private static TestNode node;
    private static Vertx vertx;
    private static MongoClient mongo;

    @BeforeAll
    static void start() {
        kafka = PrivateKafka.start();
        records = new Records(kafka.brokers());
        node = setup().start();
        vertx = Vertx.vertx();
        mongo = MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", SharedBackEnds.addresses().mongodbUri()));
    }

    @AfterAll
    static void stop() {
        node.close();
        TestNode.join(mongo.close());
        TestNode.join(vertx.close());
        kafka.close();
    }

    private static TestNode.Setup setup() {
        return TestNode.setup()
                .patient()
                .with("KAFKA_BROKERS", kafka.brokers())
                .with("LEAD_KAFKA_DELETION_INTERVAL", "1s");
    }

    @Test
    void answersAtOnceAndStoresTheLeadUnderTheIdThatItTold() throws Exception {
        HttpResponse<String> answer = post(People.lead(), ASYNC);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("respond-async");
        String id = id(answer);
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/leads/" + id);
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"status\":\"CREATED\",\"location\":\"/api/v1/leads/" + id + "\"}");
        JsonNode lead = stored(id);
        assertThat(lead.get("status").asText()).isEqualTo("SCORED");
        assertThat(lead.at("/contact_info/firstName").asText()).isEqualTo("Ann");
        await().atMost(90, TimeUnit.SECONDS)
                .until(() -> records.of("lead.created", id).size() == 1);
    }

    @Test
    void tellsEveryFaultAtOnceOfALeadThatDoesNotFitTheContract() throws Exception {
        String faulty = People.lead().replace("AUTO", "BOAT").replace("50160", "x");

        HttpResponse<String> now = post(faulty);
        HttpResponse<String> later = post(faulty, ASYNC);

        assertThat(later.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(later.body()).get("errors"))
                .isEqualTo(JSON.readTree(now.body()).get("errors"));
    }

    @Test
    void repeatsTheAnswerUnderTheSameKey() throws Exception {
        String lead = People.lead();
        String[] headers = {
            "Prefer",
            "wait=1, Respond-Async",
            "Idempotency-Key",
            UUID.randomUUID().toString()
        };

        HttpResponse<String> first = post(lead, headers);
        HttpResponse<String> retry = post(lead, headers);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(retry.statusCode()).isEqualTo(202);
        assertThat(retry.body()).isEqualTo(first.body());
        stored(id(first));
        HttpResponse<String> late = post(lead, headers);
        assertThat(late.body()).isEqualTo(first.body());
        assertThat(late.headers().firstValue("Idempotency-Replayed")).contains("true");
        HttpResponse<String> other = post(People.lead(), headers);
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void storesAQueuedDuplicateAsRejectedWithTheLeadThatWasFirst() throws Exception {
        String lead = People.lead();
        String first = id(post(lead));

        String second = id(post(lead, ASYNC));

        JsonNode stored = stored(second);
        assertThat(stored.get("status").asText()).isEqualTo("REJECTED");
        assertThat(stored.get("validation_results").findValuesAsText("code")).contains("contact.duplicate");
        assertThat(stored.get("validation_results").toString()).contains(first);
        await().atMost(90, TimeUnit.SECONDS)
                .until(() -> records.of("lead.rejected", second).size() == 1);
    }

    @Test
    void writesNothingPersonalInClear() throws Exception {
        String email = "Marked." + UUID.randomUUID() + "@example.com";
        String key = "marked-key-" + UUID.randomUUID();

        // It is deleted a moment after it was worked off, which may be before it is looked at.
        AtomicReference<ConsumerRecord<String, byte[]>> seen = new AtomicReference<>();
        await().atMost(90, TimeUnit.SECONDS).until(() -> {
            HttpResponse<String> answer = post(
                    People.lead("HOME", email, People.phone()),
                    "Prefer",
                    "respond-async",
                    "Idempotency-Key",
                    key + UUID.randomUUID());
            records.of(TOPIC, id(answer)).forEach(seen::set);
            return seen.get() != null;
        });
        assertThat(new String(seen.get().value(), StandardCharsets.ISO_8859_1))
                .doesNotContain(email, key, "Ann", "Example");
        assertThat(seen.get().headers().toString()).doesNotContain(email, key);
    }

    @Test
    void leavesNothingInTheTopicOfWhatIsWorkedOff() throws Exception {
        String id = id(post(People.lead(), ASYNC));
        stored(id);

        await().atMost(90, TimeUnit.SECONDS).until(() -> records.of(TOPIC, id).isEmpty());

        assertThat(post(People.lead(), ASYNC).statusCode()).isEqualTo(202);
    }

    @Test
    void takesThePlainRecordOfAnotherProducer() throws Exception {
        String named = UUID.randomUUID().toString();
        records.write(TOPIC, named, bytes(People.lead()), "client", "developer", "content-type", "application/json");

        assertThat(stored(named).get("status").asText()).isEqualTo("SCORED");
    }

    @Test
    void makesOneLeadOfARecordThatNamesNoneHoweverOftenItIsDelivered() throws Exception {
        String lead = People.lead();
        records.write(TOPIC, null, bytes(lead), "client", "developer");

        await().atMost(90, TimeUnit.SECONDS).until(() -> post(lead).statusCode() == 409);
        String id = JSON.readTree(post(lead).body()).get("lead_id").asText();
        assertThat(stored(id).get("status").asText()).isEqualTo("SCORED");
    }

    @Test
    void putsAsideEncryptedWhatItCannotWorkOffAndGoesOn() throws Exception {
        String marked = "marked" + UUID.randomUUID();
        records.write(TOPIC, marked, bytes("no JSON of " + marked), "client", "developer");
        records.write(TOPIC, null, bytes(People.lead()));
        records.write(
                TOPIC,
                "sealed" + marked,
                bytes(marked),
                "content-type",
                "application/vnd.lead-service.submission.v1+cbor");
        records.write(TOPIC, marked, null, "client", "developer");
        String behind = id(post(People.lead(), ASYNC));

        stored(behind);
        await().atMost(90, TimeUnit.SECONDS)
                .until(() -> records.all(DEAD_LETTERS).stream()
                        .map(letter -> Records.header(letter, "dlq_reason"))
                        .toList()
                        .containsAll(List.of("malformed", "no_client", "not_decryptable", "size")));
        assertThat(records.all(DEAD_LETTERS))
                .filteredOn(letter -> Records.header(letter, "dlq_reason").equals("malformed"))
                .allSatisfy(letter -> {
                    assertThat(Records.header(letter, "dlq_topic")).isEqualTo(TOPIC);
                    assertThat(new String(letter.value(), StandardCharsets.ISO_8859_1))
                            .doesNotContain(marked);
                });
    }

    @Test
    void worksAReplayedDeadLetterOff() throws Exception {
        String lead = People.lead();
        String id = UUID.randomUUID().toString();
        records.write(TOPIC, id, bytes(lead), "client", " ");
        await().atMost(90, TimeUnit.SECONDS)
                .until(() -> !records.of(DEAD_LETTERS, id).isEmpty());

        assertThat(replay().replayed()).isPositive();

        // It still has no client, so it comes back; its content went to and fro encrypted.
        await().atMost(90, TimeUnit.SECONDS)
                .until(() -> records.of(DEAD_LETTERS, id).size() == 2);
    }

    @Test
    void readsNoDeadLetterOfAPersonWhoWasErased() throws Exception {
        String email = People.email();
        String id = UUID.randomUUID().toString();
        records.write(
                TOPIC,
                id,
                bytes(People.lead("AUTO", email.toUpperCase(Locale.ROOT), "0").replace("AUTO", "BOAT")),
                "client",
                "developer");
        await().atMost(90, TimeUnit.SECONDS)
                .until(() -> !records.of(DEAD_LETTERS, id).isEmpty());
        assertThat(TestNode.join(letterKeys().find(id))).isPresent();

        HttpResponse<String> erased = node.send(
                node.token("auditor", "leads:admin"),
                "POST",
                "/api/v1/erasures",
                "{\"email\":\"" + email + "\"}",
                "Content-Type",
                "application/json");

        assertThat(erased.statusCode()).isEqualTo(200);
        assertThat(TestNode.join(letterKeys().find(id))).isEmpty();
        assertThat(replay().erased()).isPositive();
    }

    private static LetterKeys letterKeys() {
        return new LetterKeys(new MongoCalls(mongo, Duration.ofSeconds(20)));
    }

    private static DeadLetterReplay.Report replay() {
        KafkaConfig config =
                new KafkaConfig(Optional.empty(), Duration.ofSeconds(20), true, 1, 1, Duration.ZERO, Map.of());
        DeadLetterReplay.Opening opening = (leadId, value) ->
                TestNode.join(letterKeys().find(leadId)).flatMap(key -> LetterSealing.opened(value, key));
        return new DeadLetterReplay(config, kafka.brokers(), opening).run();
    }

    @Test
    void losesAndDoublesNothingWhileConsumersComeAndGo() throws Exception {
        List<String> ids = new ArrayList<>();
        try (TestNode second = setup().with("LEAD_STAGES_INTAKE_INSTANCES", 2).start()) {
            ids.addAll(ids(begin(second, 100)));
            try (TestNode third = setup().start()) {
                ids.addAll(ids(begin(third, 100)));
            }
            ids.addAll(ids(begin(node, 100)));
        }

        for (String id : ids) {
            assertThat(stored(id).get("status").asText()).isEqualTo("SCORED");
        }
    }

    @Test
    void worksOffAfterARestartWhatWasTakenBeforeIt() throws Exception {
        List<String> ids;
        try (TestNode edge = setup().with("LEAD_STAGES_SCORING_INSTANCES", 0).start()) {
            // Without scoring this node takes leads and cannot end them; the other one takes its partitions.
            ids = ids(begin(edge, 20));
        }

        for (String id : ids) {
            assertThat(stored(id).get("status").asText()).isEqualTo("SCORED");
        }
    }

    private static List<CompletableFuture<HttpResponse<String>>> begin(TestNode at, int count) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(at.begin(People.lead(), ASYNC));
        }
        return answers;
    }

    private static List<String> ids(List<CompletableFuture<HttpResponse<String>>> answers) throws Exception {
        List<String> ids = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> response = answer.get(60, TimeUnit.SECONDS);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
            ids.add(id(response));
        }
        return ids;
    }

    private static HttpResponse<String> post(String lead, String... headers) throws Exception {
        return node.begin(lead, headers).get(60, TimeUnit.SECONDS);
    }

    private static JsonNode stored(String id) throws Exception {
        await().pollDelay(Duration.ZERO)
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> node.get("/api/v1/leads/" + id).statusCode() == 200);
        return JSON.readTree(node.get("/api/v1/leads/" + id).body());
    }

    private static String id(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).get("id").asText();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
