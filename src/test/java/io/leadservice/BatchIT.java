package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.embedded.SharedBackEnds;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of many leads that come by one request. */
class BatchIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/v1/leads/batch";
    static final String NDJSON = "application/x-ndjson";
    private static final int ROWS = 10_000;

    private static TestNode node;
    private static Vertx vertx;
    private static MongoClient mongo;

    @BeforeAll
    static void start() {
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
    }

    /** One HTTP instance, so that what is counted for an instance is counted for the node. */
    static TestNode.Setup setup() {
        return TestNode.setup().patient().with("LEAD_STAGES_HTTP_INSTANCES", 1).with("LEAD_HTTP_BATCH_MAX_AT_ONCE", 1);
    }

    @Test
    void answersEachOfTenThousandRowsOfWhichATenthIsBadInOrder() throws Exception {
        String client = client();
        List<String> expected = new ArrayList<>();
        StringBuilder batch = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            String lead = People.lead();
            int kind = row % 50;
            expected.add(verdict(kind));
            batch.append(spoilt(lead, kind)).append('\n');
        }

        List<JsonNode> lines = new ArrayList<>();
        try (RawBatch sent = RawBatch.open(node, client, NDJSON, "\n")) {
            CompletableFuture<Void> all = CompletableFuture.runAsync(() -> sent.sendAll(batch.toString(), 1));
            for (int row = 0; row < ROWS; row++) {
                lines.add(JSON.readTree(sent.readLine()));
            }
            all.get(60, TimeUnit.SECONDS);
            sent.end();
            assertThat(sent.readLine()).isEmpty();
        }

        assertThat(lines).extracting(line -> line.get("row").asInt()).isEqualTo(range(ROWS));
        assertThat(lines).extracting(BatchIT::verdict).isEqualTo(expected);
        assertThat(lines)
                .filteredOn(line -> line.get("status").asInt() == 201)
                .allMatch(line ->
                        line.get("location").asText().endsWith(line.get("id").asText()))
                .extracting(line -> line.get("id").asText())
                .doesNotHaveDuplicates();
        assertThat(stored(client)).isEqualTo(count(expected, "201 ") + count(expected, "422 lead_rejected"));
    }

    private static String verdict(int kind) {
        return switch (kind) {
            case 7 -> "400 invalid_lead";
            case 17 -> "400 invalid_lead";
            case 27 -> "413 body_too_large";
            case 37 -> "422 lead_rejected";
            case 47 -> "400 invalid_lead";
            default -> "201 ";
        };
    }

    private static String spoilt(String lead, int kind) {
        return switch (kind) {
            case 7 -> lead.substring(0, lead.length() / 2);
            case 17 -> lead.replace("\"AUTO\"", "\"BOAT\"");
            case 27 -> lead.replace("}}", "},\"further\":\"" + "x".repeat(70_000) + "\"}");
            case 37 -> lead.replace("1980-01-01", "2020-01-01");
            case 47 -> "[" + lead + "]";
            default -> lead;
        };
    }

    @Test
    void takesAnArrayWhoseElementsStandInAnyWay() throws Exception {
        String client = client();
        String array =
                "[\n" + People.lead() + ",\n" + People.lead().replace("\",", "\",\n\t") + " , 17 , \"]\", {\"a\":}]";

        HttpResponse<String> response = post(node, client, "application/json", array);

        assertThat(lines(response))
                .extracting(BatchIT::verdict)
                .containsExactly("201 ", "201 ", "400 invalid_lead", "400 invalid_lead", "400 invalid_lead");
        assertThat(stored(client)).isEqualTo(2);
    }

    @Test
    void refusesTheSecondOfAPersonWithinABatchAndNamesTheFirst() throws Exception {
        String lead = People.lead();

        List<JsonNode> lines = lines(post(node, client(), "application/jsonl", lead + "\r\n \n\n" + lead));

        assertThat(lines).extracting(BatchIT::verdict).containsExactlyInAnyOrder("201 ", "409 duplicate_lead");
        assertThat(lines).extracting(line -> line.get("row").asInt()).containsExactly(1, 2);
        assertThat(lines.get(1).get("lead_id")).isEqualTo(lines.get(0).get("id"));
    }

    @Test
    void tellsWhereAnArrayBreaksAndKeepsWhatCameBefore() throws Exception {
        String client = client();

        List<JsonNode> lines = lines(post(
                node, client, "application/json", "[" + People.lead() + "," + People.lead() + ";" + People.lead()));

        assertThat(lines).extracting(BatchIT::verdict).containsExactly("201 ", "201 ", "400 invalid_request");
        assertThat(lines.get(2).get("row").asInt()).isEqualTo(3);
        assertThat(lines.get(2).get("detail").asText())
                .contains("expected , or ]")
                .doesNotContain(";" + "{");
        assertThat(stored(client)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\n", "{}", "[]"})
    void refusesAnArrayThatHasNoRow(String body) throws Exception {
        HttpResponse<String> refused = post(node, client(), "application/json", body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).get("code").asText()).isEqualTo("invalid_request");
    }

    @Test
    void refusesOtherMediaTypesScopesAndKeys() throws Exception {
        assertThat(post(node, client(), "text/csv", "a,b").statusCode()).isEqualTo(415);
        assertThat(node.send(node.token("x", "leads:read"), "POST", PATH, "[]", "Content-Type", NDJSON)
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(node, client(), NDJSON, People.lead(), "Idempotency-Key", "two words")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(node, client(), NDJSON, " \n").statusCode()).isEqualTo(400);
    }

    @Test
    void givesTheFirstAnswersToABatchThatIsSentAgainAndGoesOnWhereTheFirstEnded() throws Exception {
        String client = client();
        String key = UUID.randomUUID().toString();
        List<String> leads =
                List.of(People.lead(), People.lead().replace("AUTO", "BOAT"), People.lead(), People.lead());
        List<JsonNode> first =
                lines(post(node, client, NDJSON, String.join("\n", leads.subList(0, 3)), "Idempotency-Key", key));

        List<JsonNode> again = lines(post(node, client, NDJSON, String.join("\n", leads), "Idempotency-Key", key));

        assertThat(again).hasSize(4);
        assertThat(again.get(0).get("id")).isEqualTo(first.get(0).get("id"));
        assertThat(again.get(0).get("replayed").asBoolean()).isTrue();
        assertThat(verdict(again.get(1))).isEqualTo("400 invalid_lead");
        assertThat(again.get(2).get("id")).isEqualTo(first.get(2).get("id"));
        assertThat(verdict(again.get(3))).isEqualTo("201 ");
        assertThat(again.get(3).has("replayed")).isFalse();
        assertThat(stored(client)).isEqualTo(3);
        assertThat(lines(post(node, client, NDJSON, People.lead(), "Idempotency-Key", key)))
                .extracting(BatchIT::verdict)
                .containsExactly("422 idempotency_key_reused");
    }

    @Test
    void keepsNothingBeyondTheMostRows() throws Exception {
        try (TestNode few = setup().with("LEAD_HTTP_BATCH_MAX_ROWS", 3).start()) {
            String client = client();
            StringBuilder batch = new StringBuilder();
            for (int row = 0; row < 6; row++) {
                batch.append(People.lead()).append('\n');
            }

            List<JsonNode> lines = lines(post(few, client, NDJSON, batch.toString()));

            assertThat(lines).extracting(BatchIT::verdict).containsExactly("201 ", "201 ", "201 ", "413 too_many_rows");
            assertThat(lines.get(3).get("row").asInt()).isEqualTo(4);
            assertThat(stored(client)).isEqualTo(3);
            assertThat(post(few, client, NDJSON, People.lead()).statusCode()).isEqualTo(200);
        }
    }

    static HttpResponse<String> post(TestNode node, String client, String type, String body, String... headers)
            throws Exception {
        List<String> all = new ArrayList<>(List.of("Content-Type", type));
        all.addAll(List.of(headers));
        return node.send(node.token(client, "leads:write"), "POST", PATH, body, all.toArray(String[]::new));
    }

    private static List<JsonNode> lines(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : response.body().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static String verdict(JsonNode line) {
        return line.get("status").asInt() + " " + line.path("code").asText();
    }

    private static List<Integer> range(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private static long count(List<String> verdicts, String verdict) {
        return verdicts.stream().filter(verdict::equals).count();
    }

    private static long stored(String client) {
        return TestNode.join(mongo.count("leads", new JsonObject().put("client", client)));
    }

    static String client() {
        return "batch-" + UUID.randomUUID();
    }
}
