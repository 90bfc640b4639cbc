package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Why a lead was refused, or slow. */
class TimelineIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.setup()
                .patient()
                .with("ML_SERVICE_URL", "http://127.0.0.1:1/score")
                .start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void tellsWhenWhereAndByWhatEachStepWasDone() throws Exception {
        // Given
        String id = JSON.readTree(node.post(People.lead()).body()).get("id").asText();

        // When
        JsonNode timeline = JSON.readTree(timeline(id, "leads:read").body());

        // Then
        assertThat(steps(timeline)).containsExactly("received", "validation", "scoring", "persistence");
        JsonNode scoring = timeline.at("/steps/2");
        assertThat(scoring.get("took_ms").asDouble()).isPositive();
        assertThat(scoring.get("node").asText()).isEqualTo("local");
        assertThat(scoring.get("version").asText()).startsWith("auto ");
        assertThat(scoring.get("fallback_reason").asText()).isNotEmpty();
        assertThat(scoring.get("reasons")).isNotEmpty();
        assertThat(timeline.at("/steps/1/version").asText()).matches("[0-9a-f]{8}");
    }

    @Test
    void tellsWhichRuleRefusedALead() throws Exception {
        // Given a lead of a child
        HttpResponse<String> refused = node.post(People.lead().replace("1980-01-01", "2024-01-01"));
        assertThat(refused.statusCode()).isEqualTo(422);
        String id = JSON.readTree(refused.body()).get("lead_id").asText();

        // When
        JsonNode timeline = JSON.readTree(timeline(id, "leads:read").body());

        // Then
        assertThat(steps(timeline)).containsExactly("received", "validation", "persistence");
        assertThat(timeline.at("/steps/1/decision").asText()).isEqualTo("rejected");
        assertThat(timeline.at("/steps/1/reasons").findValuesAsText("severity")).contains("REJECT");
    }

    @Test
    void showsALeadToItsOwnerOnly() throws Exception {
        // Given
        String id = JSON.readTree(node.post(People.lead()).body()).get("id").asText();

        // When
        String stranger = node.token("stranger-" + UUID.randomUUID(), "leads:read");

        // Then
        assertThat(node.send(stranger, "GET", "/api/v1/leads/" + id + "/timeline", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(timeline(id, "leads:write").statusCode()).isEqualTo(403);
        assertThat(timeline(UUID.randomUUID().toString(), "leads:read").statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> timeline(String id, String scope) throws Exception {
        return node.send(node.token("developer", scope), "GET", "/api/v1/leads/" + id + "/timeline", "");
    }

    private static List<String> steps(JsonNode timeline) {
        List<String> steps = new ArrayList<>();
        timeline.get("steps").forEach(step -> steps.add(step.get("step").asText()));
        return steps;
    }
}
