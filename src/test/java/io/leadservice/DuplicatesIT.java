package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One person more than once, on two nodes over one store. */
class DuplicatesIT {

    private static final int PAIRS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static TestNode one;
    private static TestNode two;

    @BeforeAll
    static void start() throws IOException {
        one = TestNode.start(settings());
        two = TestNode.start(settings());
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    /** The limits are wide: what is tested is what becomes of a lead, not how busy the machine is. */
    private static Map<String, String> settings() {
        return Map.of(
                "LEAD_HTTP_REQUEST_TIMEOUT", "30s",
                "LEAD_STAGES_HOP_TIMEOUT", "20s",
                "LEAD_MONGODB_TIMEOUT", "20s",
                "LEAD_DUPLICATES_VERTICALS_HOME_POLICY", "flag",
                "LEAD_DUPLICATES_VERTICALS_LIFE_POLICY", "off",
                "LEAD_DUPLICATES_VERTICALS_RENTERS_WINDOW", "1s");
    }

    @Test
    void takesExactlyOneOfEachPairThatComesToTwoNodesAtTheSameInstant() throws Exception {
        List<List<CompletableFuture<HttpResponse<String>>>> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            String lead = People.lead();
            pairs.add(List.of(one.begin(lead), two.begin(lead)));
        }

        for (List<CompletableFuture<HttpResponse<String>>> pair : pairs) {
            HttpResponse<String> first = pair.get(0).get(60, TimeUnit.SECONDS);
            HttpResponse<String> second = pair.get(1).get(60, TimeUnit.SECONDS);
            assertThat(List.of(first.statusCode(), second.statusCode())).containsExactlyInAnyOrder(201, 409);
            HttpResponse<String> taken = first.statusCode() == 201 ? first : second;
            HttpResponse<String> refused = first.statusCode() == 201 ? second : first;
            assertThat(json(refused).get("code").asText()).isEqualTo("duplicate_lead");
            assertThat(json(refused).get("lead_id")).isEqualTo(json(taken).get("id"));
        }
    }

    @Test
    void refusesAPersonOfTheSameEmailOrPhoneAndCountsIt() throws Exception {
        String email = People.email();
        String phone = People.phone();
        String id = json(one.post(People.lead("AUTO", email, phone))).get("id").asText();

        Stream<String> again = Stream.of(
                People.lead("AUTO", email.toUpperCase(Locale.ROOT), People.phone()),
                People.lead("AUTO", People.email(), "+1 " + phone));

        for (String lead : again.toList()) {
            HttpResponse<String> refused = two.post(lead);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(json(refused).get("lead_id").asText()).isEqualTo(id);
        }
        assertThat(two.metrics()).contains("leads_duplicates_total{policy=\"reject\",vertical=\"auto\"}");
    }

    @Test
    void takesAndFlagsADuplicateWhereThePolicySaysSo() throws Exception {
        String lead = People.lead("HOME", People.email(), People.phone());
        String id = json(one.post(lead)).get("id").asText();

        HttpResponse<String> second = two.post(lead);

        assertThat(second.statusCode()).isEqualTo(201);
        String own = json(second).get("id").asText();
        assertThat(finding(second.body())).contains(id);
        assertThat(finding(one.get("/api/v1/leads/" + own).body())).contains(id);
    }

    @Test
    void doesNotLookWhereThePolicyIsOffAndNotBeyondTheVertical() throws Exception {
        String email = People.email();
        String phone = People.phone();

        for (String vertical : List.of("LIFE", "LIFE", "AUTO")) {
            assertThat(one.post(People.lead(vertical, email, phone)).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void takesAPersonAgainWhenTheWindowIsOver() throws Exception {
        String lead = People.lead("RENTERS", People.email(), People.phone());
        assertThat(one.post(lead).statusCode()).isEqualTo(201);

        await().atMost(90, TimeUnit.SECONDS).until(() -> two.post(lead).statusCode() == 201);
    }

    @Test
    void takesThePersonOfALeadThatARuleRefused() throws Exception {
        String lead = People.lead();
        String child = lead.replace("1980-01-01", "2020-01-01");

        assertThat(one.post(child).statusCode()).isEqualTo(422);
        assertThat(two.post(lead).statusCode()).isEqualTo(201);
        assertThat(one.post(child).statusCode()).as("the rule goes first").isEqualTo(422);
    }

    private static String finding(String body) throws IOException {
        for (JsonNode finding : JSON.readTree(body).get("validation_results")) {
            if (finding.get("code").asText().equals("contact.duplicate")) {
                assertThat(finding.get("severity").asText()).isEqualTo("FLAG");
                return finding.get("message").asText();
            }
        }
        throw new AssertionError("no finding contact.duplicate");
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
