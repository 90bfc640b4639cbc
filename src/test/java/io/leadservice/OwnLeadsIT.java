package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Object-level authorisation: on every route a client meets its own leads only, unless it may leads:admin. */
class OwnLeadsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEADS = "/api/v1/leads";
    private static final String ALL_BUT_ADMIN = "leads:write leads:read leads:pii";

    private static TestNode node;
    private static String owner;
    private static String stranger;
    private static String admin;

    @BeforeAll
    static void start() {
        node = TestNode.setup().patient().start();
        owner = node.token("owner-" + UUID.randomUUID(), ALL_BUT_ADMIN);
        stranger = node.token("stranger-" + UUID.randomUUID(), ALL_BUT_ADMIN);
        admin = node.token("admin-" + UUID.randomUUID(), ALL_BUT_ADMIN + " leads:admin");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aForeignLeadIsNotThereOnAnyRouteThatNamesIt() throws Exception {
        // Given a lead of the owner, and an id that nobody has
        String lead = id(post(owner, People.lead()));
        String nobody = UUID.randomUUID().toString();

        for (String[] route : new String[][] {
            {"GET", ""}, {"PATCH", "{\"status\":\"MATCHED\"}"},
        }) {
            // When
            HttpResponse<String> foreign = on(stranger, route[0], lead, route[1]);
            HttpResponse<String> missing = on(stranger, route[0], nobody, route[1]);

            // Then nothing tells one from the other
            assertThat(foreign.statusCode()).as(route[0]).isEqualTo(404);
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(withoutId(foreign)).isEqualTo(withoutId(missing));
            assertThat(foreign.headers().firstValue("ETag")).isEmpty();
        }
        assertThat(RawHttp.send(
                                node.uri("/"),
                                "HEAD " + LEADS + "/" + lead + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer "
                                        + stranger + "\r\n\r\n")
                        .status())
                .isEqualTo(404);
        // also if a stranger claims to know its state
        assertThat(node.send(stranger, "GET", LEADS + "/" + lead, "", "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(404);
        assertThat(node.send(
                                stranger,
                                "PATCH",
                                LEADS + "/" + lead,
                                "{\"status\":\"SOLD\"}",
                                "Content-Type",
                                "application/json",
                                "If-Match",
                                "\"0\"")
                        .statusCode())
                .isEqualTo(404);
        assertThat(on(owner, "GET", lead, "").statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(on(owner, "GET", lead, "").body())
                        .get("status")
                        .asText())
                .isEqualTo("SCORED");
        assertThat(on(admin, "GET", lead, "").statusCode()).isEqualTo(200);
    }

    @Test
    void aListHoldsOwnLeadsOnlyAlsoBehindACursorOfAnother() throws Exception {
        for (int i = 0; i < 3; i++) {
            post(owner, People.lead());
        }
        JsonNode page =
                JSON.readTree(node.send(owner, "GET", LEADS + "?limit=1", "").body());
        assertThat(page.get("items")).hasSize(1);

        String stranger = node.token("stranger-" + UUID.randomUUID(), ALL_BUT_ADMIN);
        assertThat(JSON.readTree(node.send(stranger, "GET", LEADS, "").body()).get("items"))
                .isEmpty();
        HttpResponse<String> borrowed =
                node.send(stranger, "GET", page.get("next").asText(), "");
        assertThat(borrowed.statusCode()).isEqualTo(400);
        assertThat(borrowed.body()).doesNotContain("AUTO");
    }

    @Test
    void aKeyOfAnotherClientAnswersNothingOfItsRequest() throws Exception {
        String key = UUID.randomUUID().toString();
        String lead = People.lead();
        HttpResponse<String> first = post(owner, lead, "Idempotency-Key", key);

        HttpResponse<String> other = post(stranger, People.lead(), "Idempotency-Key", key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(other.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(id(other)).isNotEqualTo(id(first));
    }

    @Test
    void aBatchOfAnotherClientAnswersNothingOfItsRows() throws Exception {
        String key = UUID.randomUUID().toString();
        String first = batch(owner, People.lead(), key);

        String other = batch(stranger, People.lead(), key);

        String lead = JSON.readTree(first).findValue("id").asText();
        assertThat(other).doesNotContain(lead);
        assertThat(on(stranger, "GET", lead, "").statusCode()).isEqualTo(404);
        assertThat(on(owner, "GET", lead, "").statusCode()).isEqualTo(200);
    }

    private static String batch(String token, String lead, String key) throws Exception {
        HttpResponse<String> answer = node.send(
                token,
                "POST",
                LEADS + "/batch",
                lead + "\n",
                "Content-Type",
                "application/x-ndjson",
                "Idempotency-Key",
                key);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":201");
        return answer.body();
    }

    private static HttpResponse<String> on(String token, String method, String lead, String body) throws Exception {
        return node.send(token, method, LEADS + "/" + lead, body, "Content-Type", "application/json");
    }

    private static HttpResponse<String> post(String token, String lead, String... headers) throws Exception {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        HttpResponse<String> created = node.send(token, "POST", LEADS, lead, all);
        assertThat(created.statusCode()).isEqualTo(201);
        return created;
    }

    private static String id(HttpResponse<String> created) throws Exception {
        return JSON.readTree(created.body()).get("id").asText();
    }

    private static String withoutId(HttpResponse<String> answer) {
        return answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }
}
