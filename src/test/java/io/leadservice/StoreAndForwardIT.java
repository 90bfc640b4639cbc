package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.embedded.PrivateKafka;
import io.leadservice.embedded.PrivateMongo;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that goes away and comes back, with its data, under a node and its clients. */
class StoreAndForwardIT {

    private static final String KEY = "Idempotency-Key";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static PrivateKafka kafka;
    private static PrivateMongo mongo;
    private static TestNode node;

    @BeforeAll
    static void start() {
        kafka = PrivateKafka.start();
        mongo = PrivateMongo.start();
        node = started();
    }

    @AfterAll
    static void stop() {
        node.close();
        mongo.close();
        kafka.close();
    }

    @BeforeEach
    void storeIsThere() {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> post(People.lead(), KEY, key()).statusCode() == 201);
    }

    private static TestNode started() {
        return TestNode.setup()
                .with("KAFKA_BROKERS", kafka.brokers())
                .with("LEAD_MONGODB_TIMEOUT", "4s")
                .with("LEAD_STAGES_HOP_TIMEOUT", "4s")
                .with("LEAD_HTTP_REQUEST_TIMEOUT", "15s")
                .with("LEAD_HTTP_IDLE_TIMEOUT", "10m")
                .with("MONGODB_URI", mongo.uri())
                .start();
    }

    @Test
    void takesLeadsWithoutTheStoreAndCompletesEachOnceWhenItIsBack() throws Exception {
        String known = People.lead();
        String knownKey = key();
        assertThat(post(known, KEY, knownKey).statusCode()).isEqualTo(201);
        TestNode second = started();
        mongo.kill();

        // Given leads that came while it was away, with a key and without, each of them twice under its key
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(id(post(People.lead())));
        }
        List<String> leads = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            leads.add(People.lead());
            keys.add(key());
            HttpResponse<String> first = post(leads.get(i), KEY, keys.get(i));
            HttpResponse<String> retry = post(leads.get(i), KEY, keys.get(i));
            assertThat(first.statusCode()).isEqualTo(202);
            assertThat(retry.body()).isEqualTo(first.body());
            bodies.add(first.body());
            ids.add(id(first));
        }
        assertThat(post(People.lead().replace("AUTO", "BOAT")).statusCode()).isEqualTo(400);
        assertThat(node.ready()).isTrue();

        // When the store is back
        await().atMost(90, TimeUnit.SECONDS).until(() -> open(node));
        mongo.restart();

        // Then retries get the first answer at every node from the first moment on
        for (int i = 0; i < 20; i++) {
            TestNode at = i % 2 == 0 ? second : node;
            HttpResponse<String> retry =
                    at.begin(leads.get(i), KEY, keys.get(i)).get(60, TimeUnit.SECONDS);
            assertThat(retry.statusCode()).isEqualTo(202);
            assertThat(retry.body()).isEqualTo(bodies.get(i));
        }
        // and each lead is there once, under the id that was told
        for (String id : ids) {
            assertThat(stored(id).get("status").asText()).isEqualTo("SCORED");
        }
        assertThat(new HashSet<>(ids)).hasSize(40);
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> late = post(leads.get(i), KEY, keys.get(i));
            assertThat(late.statusCode()).isEqualTo(202);
            assertThat(late.body()).isEqualTo(bodies.get(i));
        }
        assertThat(post(known, KEY, knownKey).statusCode()).isEqualTo(201);
        assertThat(post(known).statusCode()).isEqualTo(409);
        assertThat(node.metrics()).contains("intake_queued_total{reason=\"store_away\"}");
        await().atMost(90, TimeUnit.SECONDS)
                .until(() -> post(People.lead(), KEY, key()).statusCode() == 201);
        second.close();
    }

    @Test
    void storesTheSecondOfTwoPayloadsUnderOneKeyAsRejected() throws Exception {
        mongo.kill();
        String key = key();
        String first = id(post(People.lead(), KEY, key));
        String second = id(post(People.lead(), KEY, key));
        assertThat(second).isNotEqualTo(first);

        mongo.restart();

        List<String> statuses = List.of(
                stored(first).get("status").asText(),
                stored(second).get("status").asText());
        assertThat(statuses).containsExactlyInAnyOrder("SCORED", "REJECTED");
        JsonNode rejected = stored(statuses.get(0).equals("REJECTED") ? first : second);
        assertThat(rejected.get("validation_results").findValuesAsText("code")).contains("idempotency.key_reused");
    }

    @Test
    void answersInAMomentOnceItKnowsThatTheStoreIsAwayAndFromTheStoreAgainOnceItIsBack() throws Exception {
        mongo.kill();
        await().atMost(60, TimeUnit.SECONDS).until(() -> {
            post(People.lead());
            return open(node);
        });
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(node.begin(People.lead()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        }

        mongo.restart();

        await().atMost(90, TimeUnit.SECONDS).until(() -> post(People.lead()).statusCode() == 201);
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            stored(id(answer.join()));
        }
    }

    @Test
    void refusesWithRetryAfterWhenStoreAndQueueAreAwayAndTakesTheSameLeadLater() throws Exception {
        mongo.kill();
        kafka.stop();
        String lead = People.lead();
        String key = key();

        HttpResponse<String> refused = post(lead, KEY, key);
        HttpResponse<String> refusedToo = post(People.lead());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refusedToo.statusCode()).isEqualTo(503);

        kafka.restart();
        await().atMost(60, TimeUnit.SECONDS).until(() -> post(lead, KEY, key).statusCode() == 202);
        mongo.restart();
        assertThat(stored(id(post(lead, KEY, key))).get("status").asText()).isEqualTo("SCORED");
    }

    @Test
    void completesAfterARestartWhatWasTakenBeforeItAndAnswersARetryAsBefore() throws Exception {
        mongo.kill();
        String lead = People.lead();
        String key = key();
        HttpResponse<String> first = post(lead, KEY, key);
        String other = id(post(People.lead()));
        node.close();

        // Given a node that starts before its store
        node = started();
        await().pollDelay(Duration.ZERO)
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> post(lead, KEY, key).body().equals(first.body()));
        mongo.restart();

        assertThat(stored(other).get("status").asText()).isEqualTo("SCORED");
        assertThat(stored(id(first)).get("status").asText()).isEqualTo("SCORED");
        assertThat(post(lead, KEY, key).body()).isEqualTo(first.body());
    }

    private static boolean open(TestNode node) throws Exception {
        return node.metrics().contains("circuit_breaker_state{service=\"persistence\",state=\"open\"} 1");
    }

    private static HttpResponse<String> post(String lead, String... headers) throws Exception {
        return node.begin(lead, headers).get(60, TimeUnit.SECONDS);
    }

    private JsonNode stored(String id) throws Exception {
        await().pollDelay(Duration.ZERO)
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> node.get("/api/v1/leads/" + id).statusCode() == 200);
        return JSON.readTree(node.get("/api/v1/leads/" + id).body());
    }

    private static String id(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isIn(201, 202);
        return JSON.readTree(answer.body()).get("id").asText();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
