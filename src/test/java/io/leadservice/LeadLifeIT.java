package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Status, history and lists of leads as gateways and buyers' systems see them, at two nodes over the same back ends. */
class LeadLifeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEADS = "/api/v1/leads";

    private static TestNode one;
    private static TestNode two;

    @BeforeAll
    static void start() {
        one = node();
        two = node();
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    private static TestNode node() {
        return TestNode.setup().patient().start();
    }

    @Test
    void takesALeadThroughItsLifeAndAnnouncesEachStepInOrder() throws Exception {
        String id = created("developer");

        HttpResponse<String> matched = patch(id, "{\"status\":\"MATCHED\",\"reason\":\"Marked-reason\"}");
        HttpResponse<String> sold = patch(id, "{\"status\":\"SOLD\"}", "If-Match", tag(matched));
        HttpResponse<String> returned = patch(id, "{\"status\":\"RETURNED\"}", "If-Match", "*");

        assertThat(List.of(matched.statusCode(), sold.statusCode(), returned.statusCode()))
                .containsOnly(200);
        JsonNode lead = json(returned);
        assertThat(lead.get("status").asText()).isEqualTo("RETURNED");
        assertThat(lead.get("revision").asInt()).isEqualTo(3);
        assertThat(lead.at("/history/0/from").asText()).isEqualTo("SCORED");
        assertThat(lead.at("/history/0/by").asText()).isEqualTo("developer");
        assertThat(lead.at("/history/0/reason").asText()).isEqualTo("***");
        List<ConsumerRecord<String, String>> events = LeadTopics.events(id, 4);
        assertThat(events.stream().map(LeadTopics::type))
                .containsExactly("lead.created", "lead.updated", "lead.updated", "lead.updated");
        assertThat(events.stream()
                        .skip(1)
                        .map(event -> tree(event.value()).get("revision").asInt()))
                .containsExactly(1, 2, 3);
        assertThat(tree(events.get(3).value()).get("previous_status").asText()).isEqualTo("SOLD");
        for (ConsumerRecord<String, String> event : events) {
            assertThat(EventSchema.faults(event.value())).isEmpty();
            assertThat(event.value()).doesNotContain("Marked-reason");
        }
    }

    @Test
    void takesOutcomesOfALeadAndTellsWhatIsWrongWithOthers() throws Exception {
        String id = created("developer");
        patch(id, "{\"status\":\"MATCHED\"}");

        HttpResponse<String> quoted = tell(token("developer"), id, "{\"outcome\":\"quoted\"}");
        HttpResponse<String> tooSoon =
                tell(token("developer"), id, "{\"outcome\":\"returned\",\"return_reason\":\"wrong_number\"}");
        HttpResponse<String> unreasonable = tell(token("developer"), id, "{\"outcome\":\"returned\"}");
        HttpResponse<String> old =
                tell(token("developer"), id, "{\"outcome\":\"bound\",\"at\":\"2020-01-01T00:00:00Z\"}");
        patch(id, "{\"status\":\"SOLD\"}");
        HttpResponse<String> returned =
                tell(token("developer"), id, "{\"outcome\":\"returned\",\"return_reason\":\"wrong_number\"}");

        assertThat(quoted.statusCode()).isEqualTo(200);
        assertThat(json(quoted).at("/outcomes/0/outcome").asText()).isEqualTo("quoted");
        assertThat(tooSoon.statusCode()).isEqualTo(409);
        assertThat(json(tooSoon).get("code").asText()).isEqualTo("outcome_not_possible");
        assertThat(json(tooSoon).get("possible_in").toString()).isEqualTo("[\"SOLD\",\"RETURNED\"]");
        assertThat(json(unreasonable).at("/errors/0/pointer").asText()).isEqualTo("/return_reason");
        assertThat(json(old).at("/errors/0/pointer").asText()).isEqualTo("/at");
        assertThat(json(returned).get("status").asText()).isEqualTo("RETURNED");
        assertThat(json(returned).at("/outcomes/1/return_reason").asText()).isEqualTo("wrong_number");
        List<ConsumerRecord<String, String>> events = LeadTopics.events(id, 5);
        assertThat(tree(events.get(4).value()).get("return_reason").asText()).isEqualTo("wrong_number");
        for (ConsumerRecord<String, String> event : events) {
            assertThat(EventSchema.faults(event.value())).isEmpty();
        }
        assertThat(json(one.send(token("developer"), "GET", LEADS + "/" + id, ""))
                        .at("/history/1/outcome/outcome")
                        .asText())
                .isEqualTo("quoted");
        assertThat(one.send(token("developer"), "GET", LEADS + "/" + id + "/timeline", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(tell(token("stranger"), id, "{\"outcome\":\"bound\"}").statusCode())
                .isEqualTo(404);
        assertThat(tell(one.token("developer", "leads:read"), id, "{\"outcome\":\"bound\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    private static HttpResponse<String> tell(String token, String id, String body) throws Exception {
        return one.send(token, "POST", LEADS + "/" + id + "/outcome", body, "Content-Type", "application/json");
    }

    @Test
    void makesOneOfManyChangesAtOnceAndTellsTheOthersWhereTheLeadIs() throws Exception {
        String id = created("developer");
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            TestNode node = i % 2 == 0 ? one : two;
            answers.add(CompletableFuture.supplyAsync(
                    () -> unchecked(node, token("developer"), id, "{\"status\":\"MATCHED\"}", "If-Match", "\"r0\"")));
        }

        int made = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> response = answer.get(60, TimeUnit.SECONDS);
            if (response.statusCode() == 200) {
                made++;
            } else {
                assertThat(response.statusCode()).isEqualTo(412);
                assertThat(json(response).get("code").asText()).isEqualTo("precondition_failed");
                assertThat(json(response).get("current_status").asText()).isEqualTo("MATCHED");
                assertThat(tag(response)).isEqualTo("\"r1\"");
            }
        }
        assertThat(made).isEqualTo(1);
    }

    @Test
    void namesTheStepsThatArePossibleWhereOneIsNot() throws Exception {
        String id = created("developer");

        HttpResponse<String> refused = patch(id, "{\"status\":\"SOLD\"}");

        assertThat(refused.statusCode()).isEqualTo(409);
        JsonNode problem = json(refused);
        assertThat(problem.get("code").asText()).isEqualTo("illegal_transition");
        assertThat(problem.get("current_status").asText()).isEqualTo("SCORED");
        assertThat(problem.get("allowed").toString()).isEqualTo("[\"REJECTED\",\"MATCHED\",\"ERROR\"]");
        assertThat(json(patch(id, "{\"status\":\"ERASED\"}")).get("code").asText())
                .isEqualTo("illegal_transition");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json|{\"status\":\"MATCHED\"}|r0|400",
                "application/json|{\"status\":\"MATCHED\"}|W/\"r0\"|412",
                "application/json|{\"status\":\"MATCHED\"}|\"r1\"|412",
                "application/json|{\"status\":\"MATCHED\"}|\"other\"|412",
                "application/merge-patch+json|{\"status\":\"MATCHED\"}|\"r0.pii\"|200",
                "application/json|{\"status\":7,\"id\":1}|*|400",
                "application/json|``|*|400",
                "text/plain|{\"status\":\"MATCHED\"}|*|415",
                "application/json-patch+json|[]|*|415"
            })
    void answersAChangeAsTheContractSays(String type, String body, String condition, int status) throws Exception {
        String id = created("developer");

        HttpResponse<String> response = one.send(
                token("developer"), "PATCH", LEADS + "/" + id, body, "Content-Type", type, "If-Match", condition);

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void hidesLeadsOfOtherClientsFromThoseWhoAreNoAdmins() throws Exception {
        String id = created("developer");
        String stranger = token("stranger");
        String admin = one.token("stranger", "leads:write leads:read leads:admin");
        String reader = one.token("developer", "leads:read");

        assertThat(patchAs(stranger, id, "{\"status\":\"MATCHED\"}").statusCode())
                .isEqualTo(404);
        assertThat(patchAs(stranger, UUID.randomUUID().toString(), "{\"status\":\"MATCHED\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(patchAs(reader, id, "{\"status\":\"MATCHED\"}").statusCode()).isEqualTo(403);
        HttpResponse<String> changed = patchAs(admin, id, "{\"status\":\"MATCHED\"}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).at("/history/0/by").asText()).isEqualTo("stranger");
        assertThat(list(stranger, "?limit=200")).isEmpty();
    }

    @Test
    void answers304ToWhoeverHasTheLeadAsItIs() throws Exception {
        String id = created("developer");
        String reader = one.token("developer", "leads:read leads:pii");
        HttpResponse<String> shown = one.send(reader, "GET", LEADS + "/" + id, "");

        assertThat(one.send(reader, "GET", LEADS + "/" + id, "", "If-None-Match", tag(shown))
                        .statusCode())
                .isEqualTo(304);
        assertThat(one.send(token("developer"), "GET", LEADS + "/" + id, "", "If-None-Match", tag(shown))
                        .statusCode())
                .as("the masked form is another one")
                .isEqualTo(200);
        patch(id, "{\"status\":\"MATCHED\"}");
        assertThat(one.send(reader, "GET", LEADS + "/" + id, "", "If-None-Match", tag(shown))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void listsTheLeadsOfAClientAPageAtATimeWhileOthersComeIn() throws Exception {
        String client = "lister-" + UUID.randomUUID();
        Set<String> before = new HashSet<>();
        for (int i = 0; i < 11; i++) {
            before.add(created(client));
        }
        String sold = before.iterator().next();
        patchAs(token(client), sold, "{\"status\":\"MATCHED\"}");

        List<String> shown = new ArrayList<>();
        int meanwhile = 0;
        String next = LEADS + "?limit=4";
        while (!next.isEmpty()) {
            HttpResponse<String> page = one.send(token(client), "GET", next, "");
            assertThat(page.statusCode()).isEqualTo(200);
            json(page).get("items").forEach(item -> shown.add(item.get("id").asText()));
            next = json(page).path("next").asText();
            assertThat(page.headers().firstValue("Link").orElse(""))
                    .isEqualTo(next.isEmpty() ? "" : "<" + next + ">; rel=\"next\"");
            created(client);
            meanwhile++;
        }

        assertThat(meanwhile).isEqualTo(3);
        assertThat(shown).doesNotHaveDuplicates().containsAll(before);
        assertThat(list(token(client), "?status=MATCHED")).containsExactly(sold);
        assertThat(list(token(client), "?vertical=HOME")).isEmpty();
        assertThat(list(token(client), "?vertical=AUTO&min_score=0&max_score=1&limit=200"))
                .hasSize(before.size() + meanwhile);
        assertThat(list(token(client), "?created_to=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(one.send(token(client), "GET", LEADS, "").body()).doesNotContain("Ann", "example.com", "123 Main");
    }

    @Test
    void namesEveryParameterOfAListThatIsWrong() throws Exception {
        HttpResponse<String> refused =
                one.send(token("developer"), "GET", LEADS + "?status=x&limit=0&limit=1&skip=3&cursor=abc", "");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).findValuesAsText("parameter"))
                .containsExactlyInAnyOrder("status", "limit", "skip", "cursor");
        assertThat(one.send(one.token("developer", "leads:write"), "GET", LEADS, "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(one.send(token("developer"), "DELETE", LEADS, "").headers().firstValue("Allow"))
                .contains("GET, HEAD, POST");
    }

    private static List<String> list(String token, String query) throws Exception {
        HttpResponse<String> page = one.send(token, "GET", LEADS + query, "");
        assertThat(page.statusCode()).isEqualTo(200);
        return json(page).get("items").findValuesAsText("id");
    }

    private static String created(String client) throws Exception {
        HttpResponse<String> created =
                one.send(token(client), "POST", LEADS, People.lead(), "Content-Type", "application/json");
        assertThat(created.statusCode()).isEqualTo(201);
        return json(created).get("id").asText();
    }

    private static HttpResponse<String> patch(String id, String body, String... headers) throws Exception {
        return patchAs(token("developer"), id, body, headers);
    }

    private static HttpResponse<String> patchAs(String token, String id, String body, String... headers)
            throws Exception {
        return patch(two, token, id, body, headers);
    }

    private static HttpResponse<String> patch(TestNode node, String token, String id, String body, String... headers)
            throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
        return node.send(token, "PATCH", LEADS + "/" + id, body, all);
    }

    private static HttpResponse<String> unchecked(
            TestNode node, String token, String id, String body, String... headers) {
        try {
            return patch(node, token, id, body, headers);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(String client) {
        return one.token(client, "leads:write leads:read");
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
