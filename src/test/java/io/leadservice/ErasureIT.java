package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The right to be forgotten, as gateways, operators and consumers see it, at two nodes over the same back ends. */
class ErasureIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEADS = "/api/v1/leads";
    private static final String ERASURES = "/api/v1/erasures";
    private static final String OWN = "leads:write leads:read leads:pii";

    private static TestNode one;
    private static TestNode two;
    private static Vertx vertx;
    private static MongoClient mongo;

    @BeforeAll
    static void start() {
        one = node();
        two = node();
        vertx = Vertx.vertx();
        mongo = MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", SharedBackEnds.addresses().mongodbUri()));
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        TestNode.join(mongo.close());
        TestNode.join(vertx.close());
    }

    private static TestNode node() {
        return TestNode.setup().patient().start();
    }

    @Test
    void erasesAllLeadsOfAPersonAndLeavesNothingOfThePersonInTheStore() throws Exception {
        // Given leads of one person in two verticals, of two clients, one of them sold with a reason
        String email = People.email();
        String phone = People.phone();
        String first = created("a", People.lead("AUTO", email, phone));
        String second = created("b", People.lead("HOME", email, People.phone()));
        String other = created("a", People.lead("AUTO", People.email(), People.phone()));
        patch("a", first, "{\"status\":\"MATCHED\",\"reason\":\"Marked-reason\"}");

        // When
        HttpResponse<String> erased = erase(person(email.toUpperCase(java.util.Locale.ROOT), phone));

        // Then
        assertThat(erased.statusCode()).isEqualTo(200);
        assertThat(json(erased).get("erased_leads").asInt()).isEqualTo(2);
        for (String id : List.of(first, second)) {
            JsonObject document = document(id);
            assertThat(document.fieldNames())
                    .doesNotContain("data_key", "pii", "blind", "zip", "state", "enrichment", "score");
            assertThat(document.getString("status")).isEqualTo("ERASED");
            assertThat(document.encode()).doesNotContain("reason\"");
        }
        assertThat(document(other).getString("status")).isEqualTo("SCORED");
        assertThat(claims(first, second)).isEmpty();
    }

    @Test
    void answersTheSameWhenAskedAgainAndKnowsNoStranger() throws Exception {
        String email = People.email();
        created("a", People.lead("AUTO", email, People.phone()));
        String stranger = People.email();

        HttpResponse<String> first = erase("{\"email\":\"" + email + "\"}");
        HttpResponse<String> again = erase("{\"email\":\"" + email + "\"}");
        HttpResponse<String> nobody = erase("{\"email\":\"" + stranger + "\"}");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(json(nobody).get("erased_leads").asInt()).isZero();
        HttpResponse<String> refused = post("c", People.lead("AUTO", stranger, People.phone()));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(claims(json(refused).get("lead_id").asText())).isEmpty();
    }

    @Test
    void showsAnErasedLeadAsGoneOnEveryRoute() throws Exception {
        String id = created("a", People.lead());

        HttpResponse<String> deleted = delete("a", id);

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(delete("a", id).statusCode()).isEqualTo(204);
        HttpResponse<String> gone = two.send(token("a"), "GET", LEADS + "/" + id, "");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(json(gone).get("code").asText()).isEqualTo("lead_erased");
        assertThat(patch("a", id, "{\"status\":\"MATCHED\"}").statusCode()).isEqualTo(410);
        JsonNode item = json(two.send(token("a"), "GET", LEADS + "?status=ERASED&limit=200", ""))
                .get("items")
                .get(0);
        assertThat(item.at("/contact_info/address/zip").asText()).isEqualTo("***");
    }

    @Test
    void hidesALeadFromAnotherClientWhoWouldEraseIt() throws Exception {
        String id = created("a", People.lead());

        assertThat(delete("b", id).statusCode()).isEqualTo(404);
        assertThat(one.send(
                                one.token("x", OWN),
                                "POST",
                                ERASURES,
                                "{\"email\":\"a@b.cd\"}",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(document(id).getString("status")).isEqualTo("SCORED");
    }

    @Test
    void suppressesForTheOwnerAloneWhatTheOwnerErases() throws Exception {
        String email = People.email();
        String id = created("a", People.lead("AUTO", email, People.phone()));

        delete("a", id);

        HttpResponse<String> refused = post("a", People.lead("HOME", email, People.phone()));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/validation_results/0/code").asText()).isEqualTo("contact.suppressed");
        assertThat(post("b", People.lead("AUTO", email, People.phone())).statusCode())
                .isEqualTo(201);
    }

    @Test
    void keepsNothingOfAnErasedPersonWhoIsPostedAgainByWhateverWay() throws Exception {
        // Given
        String email = People.email();
        erase("{\"email\":\"" + email + "\"}");

        // When
        HttpResponse<String> refused = post("a", People.lead("AUTO", email, People.phone()));
        HttpResponse<String> queued = one.begin(People.lead("LIFE", email, People.phone()), "Prefer", "respond-async")
                .get(60, TimeUnit.SECONDS);

        // Then
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(queued.statusCode()).isEqualTo(202);
        for (String id : List.of(
                json(refused).get("lead_id").asText(), json(queued).get("id").asText())) {
            await().atMost(60, TimeUnit.SECONDS).until(() -> document(id) != null);
            assertThat(document(id).fieldNames()).doesNotContain("data_key", "pii", "blind", "zip");
            assertThat(document(id).getString("status")).isEqualTo("ERASED");
            List<ConsumerRecord<String, String>> events = LeadTopics.events(id, 1);
            assertThat(events.stream().map(LeadTopics::type)).containsExactly("lead.erased");
        }
    }

    @Test
    void tellsOfAnErasureBehindTheLeadsOtherEventsAndWithoutThePerson() throws Exception {
        String lead = People.lead();
        String id = created("a", lead);

        delete("a", id);

        List<ConsumerRecord<String, String>> events = LeadTopics.events(id, 2);
        assertThat(events.stream().map(LeadTopics::type)).containsExactly("lead.created", "lead.erased");
        assertThat(EventSchema.erasedFaults(events.get(1).value())).isEmpty();
        assertThat(events.get(1).value()).doesNotContain("encrypted", "50160", "zip");
    }

    @Test
    void givesARetryOfAnErasedLeadNoNewLife() throws Exception {
        // Given a lead that came under a key, whose answer is not there any more
        String lead = People.lead();
        HttpResponse<String> created = one.begin(lead, "Idempotency-Key", "erased-" + System.nanoTime())
                .get(60, TimeUnit.SECONDS);
        String key = created.request().headers().firstValue("Idempotency-Key").orElseThrow();
        String id = json(created).get("id").asText();
        delete("developer", id);
        TestNode.join(mongo.removeDocuments("idempotency_keys", new JsonObject().put("lead_id", id)));

        // When
        HttpResponse<String> again = two.begin(lead, "Idempotency-Key", key).get(60, TimeUnit.SECONDS);

        // Then
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(json(again).get("lead_id").asText()).isEqualTo(id);
        assertThat(document(id).getString("status")).isEqualTo("ERASED");
    }

    @Test
    void leavesNoLeadBehindOfPostsAtTheSameInstant() throws Exception {
        // Given
        String email = People.email();
        List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
        String[] verticals = {"AUTO", "HOME", "LIFE", "RENTERS"};

        // When
        for (int i = 0; i < 40; i++) {
            posts.add((i % 2 == 0 ? one : two).begin(People.lead(verticals[i % 4], email, People.phone())));
            if (i == 20) {
                assertThat(erase("{\"email\":\"" + email + "\"}").statusCode()).isEqualTo(200);
            }
        }
        List<String> ids = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> post : posts) {
            HttpResponse<String> answer = post.get(60, TimeUnit.SECONDS);
            if (answer.statusCode() == 201) {
                ids.add(json(answer).get("id").asText());
            }
        }

        // Then
        assertThat(ids).isNotEmpty();
        await().atMost(90, TimeUnit.SECONDS)
                .until(() -> ids.stream()
                        .allMatch(id -> document(id).getString("status").equals("ERASED")));
    }

    @Test
    void showsAllThatIsHeldOfAPersonPageByPage() throws Exception {
        // Given leads of one person in all verticals, one of them with a reason in its history
        String email = People.email();
        String phone = People.phone();
        List<String> ids = new ArrayList<>();
        for (String vertical : List.of("AUTO", "HOME", "LIFE", "RENTERS")) {
            ids.add(created("a", People.lead(vertical, email, phone)));
        }
        patch("a", ids.get(0), "{\"status\":\"MATCHED\",\"reason\":\"Marked-reason\"}");
        String other = created("b", People.lead("AUTO", People.email(), People.phone()));

        // When
        HttpResponse<String> answer = access(person(email, phone), "leads:admin leads:pii", "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("leads").findValuesAsText("id"))
                .containsAll(ids)
                .doesNotContain(other);
        assertThat(answer.body()).contains(email, phone, "Marked-reason", "123 Main St");
        assertThat(json(answer).has("next")).isFalse();
        assertThat(access(person(email, phone), "leads:admin leads:pii", "?after=" + ids.get(3))
                        .body())
                .doesNotContain(email);
        assertThat(access(person(email, phone), "leads:admin", "").statusCode()).isEqualTo(403);
        assertThat(access(person(email, phone), "leads:pii", "").statusCode()).isEqualTo(403);
        assertThat(access(person(email, phone), "leads:admin leads:pii", "?after=x")
                        .statusCode())
                .isEqualTo(400);

        // And when the person is erased
        erase(person(email, phone));
        JsonNode nothing = json(access(person(email, phone), "leads:admin leads:pii", ""));
        assertThat(nothing.get("leads")).isEmpty();
        assertThat(nothing.has("suppressed_since")).isTrue();
    }

    @Test
    void namesWhatIsWrongWithARequest() throws Exception {
        for (String body : List.of(
                "{}",
                "[]",
                "{\"email\":7}",
                "{\"email\":\"nobody\"}",
                "{\"phone\":\"12\"}",
                "{\"name\":\"x\",\"phone\":\"3192300001\"}")) {
            HttpResponse<String> refused = erase(body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(json(refused).get("errors")).as(body).isNotEmpty();
        }
    }

    private static HttpResponse<String> erase(String body) throws Exception {
        return one.send(
                one.token("officer", "leads:admin"), "POST", ERASURES, body, "Content-Type", "application/json");
    }

    private static HttpResponse<String> access(String body, String scopes, String query) throws Exception {
        return one.send(
                one.token("officer", scopes),
                "POST",
                "/api/v1/access-requests" + query,
                body,
                "Content-Type",
                "application/json");
    }

    private static HttpResponse<String> post(String client, String lead) throws Exception {
        return one.send(token(client), "POST", LEADS, lead, "Content-Type", "application/json");
    }

    private static String created(String client, String lead) throws Exception {
        HttpResponse<String> response = post(client, lead);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return json(response).get("id").asText();
    }

    private static HttpResponse<String> delete(String client, String id) throws Exception {
        return one.send(token(client), "DELETE", LEADS + "/" + id, "");
    }

    private static HttpResponse<String> patch(String client, String id, String body) throws Exception {
        return one.send(token(client), "PATCH", LEADS + "/" + id, body, "Content-Type", "application/json");
    }

    private static String token(String client) {
        return one.token(client, OWN);
    }

    private static String person(String email, String phone) {
        return "{\"email\":\"" + email + "\",\"phone\":\"" + phone + "\"}";
    }

    private static JsonObject document(String id) {
        return TestNode.join(mongo.findOne("leads", new JsonObject().put("_id", id), null));
    }

    private static List<JsonObject> claims(String... leadIds) {
        JsonObject those = new JsonObject().put("$in", new io.vertx.core.json.JsonArray(List.of(leadIds)));
        return TestNode.join(mongo.find("duplicate_claims", new JsonObject().put("lead_id", those)));
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
