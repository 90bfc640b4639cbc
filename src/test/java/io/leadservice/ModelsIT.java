package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.embedded.SharedBackEnds;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.ModelSlot;
import io.leadservice.lead.Vertical;
import io.leadservice.registry.MongoModelStore;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models of the operator from the registry to the answer, on the node that is asked and on one that starts later. */
class ModelsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String URI = SharedBackEnds.addresses()
            .mongodbUri()
            .replaceFirst("(?<=[^/]/)[^/?]*(?=\\?|$)", "models-" + UUID.randomUUID());
    private static final ModelSlot AUTO = ModelSlot.conversion(Vertical.AUTO);
    private static final ModelSlot RETURNED = ModelSlot.returnRisk(Vertical.AUTO);

    private static TestNode node;
    private static Vertx vertx;
    private static MongoClient mongo;
    private static MongoModelStore store;

    @BeforeAll
    static void start() {
        node = node();
        vertx = Vertx.vertx();
        mongo = MongoClient.create(vertx, new JsonObject().put("connection_string", URI));
        store = new MongoModelStore(mongo, Duration.ofSeconds(20));
    }

    @AfterAll
    static void stop() {
        node.close();
        TestNode.join(mongo.close());
        TestNode.join(vertx.close());
    }

    private static TestNode node() {
        return TestNode.setup()
                .patient()
                .with("MONGODB_URI", URI)
                .key("scoring.models.refresh", "100ms")
                .start();
    }

    @Test
    void triesPromotesAndRevertsAModelOnAllNodesWithoutARestart() throws Exception {
        // Given a model that says more than the bundled one, and one of return risk
        add(AUTO, "own-1", ModelFilesOfTests.moved(AUTO, "own-1", 1));
        add(RETURNED, "risk-1", ModelFilesOfTests.moved(RETURNED, "risk-1", -1));

        // When it is tried, then both scores are there, and the bundled model decides
        assertThat(ask("POST", "auto/shadow", version("own-1")).statusCode()).isEqualTo(200);
        JsonNode tried = scored(node, score -> score.has("challenger"));
        assertThat(tried.at("/model/training_basis").asText()).isEqualTo("GENERATED");
        assertThat(tried.at("/challenger/model/version").asText()).isEqualTo("own-1");
        assertThat(tried.at("/challenger/probability").asDouble())
                .isGreaterThan(tried.get("probability").asDouble());
        assertThat(node.metrics()).contains("lead_challenger_difference_count{vertical=\"auto\"}");

        // When both are promoted, then they decide, on a node that starts later too
        assertThat(ask("POST", "auto/promote", version("own-1")).statusCode()).isEqualTo(200);
        assertThat(ask("POST", "auto-returned/promote", version("risk-1")).statusCode())
                .isEqualTo(200);
        Predicate<JsonNode> own = score ->
                score.has("return_risk") && score.at("/model/version").asText().equals("own-1");
        JsonNode decided = scored(node, own);
        assertThat(decided.has("challenger")).isFalse();
        assertThat(decided.get("calibrated").asBoolean()).isTrue();
        assertThat(decided.at("/return_risk/model/version").asText()).isEqualTo("risk-1");
        try (TestNode later = node()) {
            scored(later, own);
        }

        // When it is reverted, then the bundled model decides again, and the list tells all that was done
        assertThat(ask("POST", "auto/revert", "").statusCode()).isEqualTo(200);
        assertThat(ask("POST", "auto-returned/revert", "").statusCode()).isEqualTo(200);
        scored(
                node,
                score -> !score.has("return_risk")
                        && score.at("/model/training_basis").asText().equals("GENERATED"));
        JsonNode list = JSON.readTree(ask("GET", "", "").body());
        JsonNode auto = list.get("slots").get(0);
        assertThat(auto.get("champion").asText()).isEqualTo("bundled");
        assertThat(auto.get("history").findValuesAsText("action")).containsExactly("shadow", "promote", "revert");
        assertThat(list.get("models").findValuesAsText("version")).contains("own-1", "risk-1");
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(
                                TestNode.join(mongo.find("audit", new JsonObject().put("what", "model.promote"))))
                        .extracting(entry -> entry.getString("detail"))
                        .contains("auto own-1", "auto-returned risk-1"));
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(
                                TestNode.join(mongo.find("audit", new JsonObject().put("what", "model.revert"))))
                        .extracting(entry -> entry.getString("detail"))
                        .contains("auto bundled", "auto-returned none"));
    }

    @Test
    void refusesWhatIsNoSoundModelOfItsPlace() throws Exception {
        // Given files that are altered, made for another place, or of another version
        String sound = new String(ModelFilesOfTests.moved(AUTO, "bad-1", 0).content(), StandardCharsets.UTF_8);
        add(AUTO, "bad-1", Bytes.utf8(sound.replaceFirst("\"intercept\" : -?[0-9.]+", "\"intercept\" : 0.5")));
        add(RETURNED, "bad-2", ModelFilesOfTests.moved(AUTO, "bad-2", 0));
        add(AUTO, "bad-3", ModelFilesOfTests.moved(AUTO, "other", 0));

        assertThat(problem(422, "POST", "auto/promote", version("bad-1"))).contains("altered");
        assertThat(problem(422, "POST", "auto-returned/promote", version("bad-2")))
                .contains("not made for");
        assertThat(problem(422, "POST", "auto/shadow", version("bad-3"))).contains("has version other");
        assertThat(problem(422, "POST", "auto-returned/shadow", version("bad-2")))
                .contains("without a trial");
        assertThat(problem(404, "POST", "auto/promote", version("missing"))).contains("no model");
        assertThat(problem(404, "POST", "boats/promote", version("bad-1"))).contains("no model");
        assertThat(problem(400, "POST", "auto/promote", "{\"version\":7}")).contains("/version");
        assertThat(problem(400, "POST", "auto/promote", "")).contains("empty");
        assertThat(problem(409, "POST", "home/revert", "")).contains("nothing_to_revert");
        assertThat(node.ready()).isTrue();
    }

    private static void add(ModelSlot slot, String version, Bytes content) {
        assertThat(TestNode.join(store.add(ModelFilesOfTests.registered(slot, version), content, "# Card")))
                .isTrue();
    }

    private static String version(String version) {
        return "{\"version\":\"" + version + "\"}";
    }

    /** The score of the first lead whose score is as wanted. */
    private static JsonNode scored(TestNode by, Predicate<JsonNode> wanted) {
        return await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> {
                            HttpResponse<String> taken = by.post(People.lead());
                            JsonNode id = JSON.readTree(taken.body()).get("id");
                            return JSON.readTree(by.get("/api/v1/leads/" + id.asText())
                                            .body())
                                    .get("score");
                        },
                        wanted);
    }

    private static String problem(int status, String method, String path, String body) throws Exception {
        HttpResponse<String> refused = ask(method, path, body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        return refused.body();
    }

    private static HttpResponse<String> ask(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        node.management("/admin/models" + (path.isEmpty() ? "" : "/" + path)))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
