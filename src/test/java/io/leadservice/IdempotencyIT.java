package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.embedded.SharedBackEnds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One submission sent more than once with an Idempotency-Key, to two nodes over one store. */
class IdempotencyIT {

    private static final int PAIRS = 200;
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static TestNode one;
    private static TestNode two;
    private static Vertx vertx;
    private static MongoClient mongo;

    @BeforeAll
    static void start() throws IOException {
        one = TestNode.start(settings());
        two = TestNode.start(settings());
        vertx = Vertx.vertx();
        String uri = SharedBackEnds.addresses().mongodbUri();
        mongo = MongoClient.create(vertx, new JsonObject().put("connection_string", uri));
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        join(mongo.close());
        join(vertx.close());
    }

    /** The limits are wide: what is tested is what becomes of a lead, not how busy the machine is. */
    private static Map<String, String> settings() {
        return Map.of(
                "LEAD_HTTP_REQUEST_TIMEOUT", "30s",
                "LEAD_STAGES_HOP_TIMEOUT", "20s",
                "LEAD_MONGODB_TIMEOUT", "20s");
    }

    @Test
    void givesBothOfEachPairThatComesToTwoNodesAtTheSameInstantTheSameAnswer() throws Exception {
        List<String> leads = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<List<CompletableFuture<HttpResponse<String>>>> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            String lead = People.lead();
            String key = key();
            leads.add(lead);
            keys.add(key);
            pairs.add(List.of(one.begin(lead, KEY, key), two.begin(lead, KEY, key)));
        }

        for (int i = 0; i < PAIRS; i++) {
            HttpResponse<String> first = finished(one, pairs.get(i).get(0), leads.get(i), keys.get(i));
            HttpResponse<String> second = finished(two, pairs.get(i).get(1), leads.get(i), keys.get(i));
            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(second.statusCode()).isEqualTo(201);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(location(second)).isEqualTo(location(first));
        }
    }

    @Test
    void repeatsTheAnswersOf201And409And422ByteForByte() throws Exception {
        String lead = People.lead();
        String child = People.lead().replace("1980-01-01", "2020-01-01");

        assertThat(repeated(lead, key())).isEqualTo(201);
        assertThat(repeated(lead, key())).isEqualTo(409);
        assertThat(repeated(child, key())).isEqualTo(422);
    }

    @Test
    void refusesAnotherBodyUnderTheSameKey() throws Exception {
        String key = key();
        post(one, People.lead(), key);

        HttpResponse<String> reused = post(two, People.lead(), key);

        assertThat(reused.statusCode()).isEqualTo(422);
        assertThat(code(reused)).isEqualTo("idempotency_key_reused");
    }

    @Test
    void takesAMendedBodyUnderTheKeyOfOneThatDidNotFitTheContract() throws Exception {
        String key = key();
        String lead = People.lead();

        assertThat(post(one, lead.replace("AUTO", "BOAT"), key).statusCode()).isEqualTo(400);
        assertThat(post(two, lead, key).statusCode()).isEqualTo(201);
    }

    @Test
    void tellsARetryThatTheFirstIsAtWork() throws Exception {
        String key = key();
        String lead = People.lead();
        String id = json(post(one, lead, key)).get("id").asText();
        join(mongo.removeDocument("leads", byId(id)));
        changeKeyOf(id, new JsonObject().put("locked_until", date(Instant.now().plusSeconds(600))));

        HttpResponse<String> retry = post(two, lead, key);

        assertThat(retry.statusCode()).isEqualTo(409);
        assertThat(code(retry)).isEqualTo("request_in_progress");
        assertThat(retry.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void answersForTheStoredLeadEvenIfTheNodeDiedBeforeItAnswered() throws Exception {
        String key = key();
        String lead = People.lead();
        HttpResponse<String> first = post(one, lead, key);
        String id = json(first).get("id").asText();

        for (Instant lock : List.of(Instant.now().plusSeconds(600), Instant.EPOCH)) {
            changeKeyOf(id, new JsonObject().put("locked_until", date(lock)));
            HttpResponse<String> retry = post(two, lead, key);
            assertThat(retry.statusCode()).isEqualTo(201);
            assertThat(retry.body()).isEqualTo(first.body());
            assertThat(retry.headers().firstValue(REPLAYED)).contains("true");
        }
    }

    @Test
    void answersAsFirstForALeadThatWasSoldSince() throws Exception {
        String key = key();
        String lead = People.lead();
        HttpResponse<String> first = post(one, lead, key);
        String id = json(first).get("id").asText();
        for (String status : List.of("MATCHED", "SOLD")) {
            assertThat(change("PATCH", id, "{\"status\":\"" + status + "\"}").statusCode())
                    .isEqualTo(200);
        }

        HttpResponse<String> retry = post(two, lead, key);

        assertThat(retry.statusCode()).isEqualTo(201);
        assertThat(retry.body()).isEqualTo(first.body());
    }

    @Test
    void tellsARetryThatThePersonWasErasedSince() throws Exception {
        String key = key();
        String lead = People.lead();
        String id = json(post(one, lead, key)).get("id").asText();
        assertThat(change("DELETE", id, "").statusCode()).isEqualTo(204);

        HttpResponse<String> retry = post(two, lead, key);

        assertThat(retry.statusCode()).isEqualTo(422);
        assertThat(retry.body()).contains("contact.suppressed");
    }

    @Test
    void storesTheLeadUnderItsFirstIdWhenTheNodeDiedBeforeItWasStored() throws Exception {
        String key = key();
        String lead = People.lead();
        String id = json(post(one, lead, key)).get("id").asText();
        join(mongo.removeDocument("leads", byId(id)));
        changeKeyOf(id, new JsonObject().put("locked_until", date(Instant.EPOCH)));

        HttpResponse<String> retry = post(two, lead, key);

        assertThat(retry.statusCode()).isEqualTo(201);
        assertThat(json(retry).get("id").asText()).isEqualTo(id);
        assertThat(two.get("/api/v1/leads/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void repeatsAnAnswerAfterARestart() throws Exception {
        String key = key();
        String lead = People.lead();
        HttpResponse<String> first;
        try (TestNode before = TestNode.start(settings())) {
            first = post(before, lead, key);
        }

        try (TestNode after = TestNode.start(settings())) {
            HttpResponse<String> retry = post(after, lead, key);
            assertThat(retry.statusCode()).isEqualTo(201);
            assertThat(retry.body()).isEqualTo(first.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "tab\tbed", "long"})
    void refusesWhatIsNoKey(String value) throws Exception {
        HttpResponse<String> refused = post(one, People.lead(), value.equals("long") ? "x".repeat(256) : value);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo("invalid_request");
    }

    @Test
    void refusesTwoKeysAndTakesTheLongestOne() throws Exception {
        assertThat(one.begin(People.lead(), KEY, key(), KEY, key())
                        .get(60, TimeUnit.SECONDS)
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(one, People.lead(), (key() + "!~").repeat(10).substring(0, 255))
                        .statusCode())
                .isEqualTo(201);
    }

    /** The status of a submission whose retries, at both nodes, get the same status, body and place. */
    private static int repeated(String lead, String key) throws Exception {
        HttpResponse<String> first = post(one, lead, key);
        assertThat(first.headers().firstValue(REPLAYED)).isEmpty();
        for (TestNode node : List.of(one, two)) {
            HttpResponse<String> retry = post(node, lead, key);
            assertThat(retry.statusCode()).isEqualTo(first.statusCode());
            assertThat(retry.body()).isEqualTo(first.body());
            assertThat(location(retry)).isEqualTo(location(first));
            assertThat(retry.headers().firstValue("Content-Type"))
                    .isEqualTo(first.headers().firstValue("Content-Type"));
            assertThat(retry.headers().firstValue(REPLAYED)).contains("true");
            assertThat(retry.headers().firstValue("X-Request-ID"))
                    .isNotEqualTo(first.headers().firstValue("X-Request-ID"));
        }
        return first.statusCode();
    }

    /** Asks again as long as the first is at work. */
    private static HttpResponse<String> finished(
            TestNode node, CompletableFuture<HttpResponse<String>> begun, String lead, String key) throws Exception {
        HttpResponse<String> answer = begun.get(60, TimeUnit.SECONDS);
        while (answer.statusCode() == 409) {
            assertThat(code(answer)).isEqualTo("request_in_progress");
            answer = post(node, lead, key);
        }
        return answer;
    }

    private static HttpResponse<String> change(String method, String leadId, String body) throws Exception {
        String token = one.token("an-operator", "leads:write leads:read leads:admin");
        return one.send(token, method, "/api/v1/leads/" + leadId, body, "Content-Type", "application/json");
    }

    /** As if its request had not come to keep its answer. */
    private static void changeKeyOf(String leadId, JsonObject content) {
        JsonObject update = new JsonObject().put("$set", content).put("$unset", new JsonObject().put("answer", ""));
        JsonObject query = new JsonObject().put("lead_id", leadId);
        assertThat(join(mongo.updateCollection("idempotency_keys", query, update))
                        .getDocMatched())
                .isEqualTo(1);
    }

    private static JsonObject date(Instant instant) {
        return new JsonObject().put("$date", instant.toString());
    }

    private static JsonObject byId(String id) {
        return new JsonObject().put("_id", id);
    }

    private static HttpResponse<String> post(TestNode node, String lead, String key) throws Exception {
        return node.begin(lead, KEY, key).get(60, TimeUnit.SECONDS);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String code(HttpResponse<String> problem) throws IOException {
        return json(problem).get("code").asText();
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
