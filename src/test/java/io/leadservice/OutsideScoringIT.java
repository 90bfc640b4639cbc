package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.resilience.OutsideStub;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole node with an outside ML service: what the gateway sees while that service answers and while it hangs. */
class OutsideScoringIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEAD = """
            {"vertical":"AUTO","contact_info":{"firstName":"Ann","lastName":"Rivera","email":"ann.rivera@example.com",\
            "phone":"+1 319-768-6991","dateOfBirth":"1990-08-17","address":{"street":"8314 Lake St",\
            "city":"Martensdale","state":"IA","zip":"50160"}},"vertical_data":{"vehicleYear":2012,"make":"Honda",\
            "model":"Civic"},"session_id":"s-1"}""";

    private static OutsideStub stub;
    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        stub = OutsideStub.start("{\"score\":0.75}");
        node = TestNode.start(Map.of(
                "ML_SERVICE_URL",
                stub.url(),
                "LEAD_SCORING_REMOTE_CACHE_TTL",
                "0s",
                "LEAD_DUPLICATES_POLICY",
                "off",
                "LEAD_SCORING_REMOTE_TIMEOUT",
                "1500ms",
                "LEAD_SCORING_REMOTE_BREAKER_SLOW_CALL",
                "1s"));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        stub.close();
    }

    @BeforeEach
    void recover() {
        stub.recovers();
    }

    @Test
    void showsTheServicesScoreWithTheEmbeddedOneBesideIt() throws Exception {
        HttpResponse<String> created = node.post(LEAD);

        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode body = JSON.readTree(created.body());
        assertThat(body.get("ml_score").doubleValue()).isEqualTo(0.75);
        assertThat(body.at("/score/model/source").asText()).isEqualTo("external");
        assertThat(body.at("/score/shadow/model/source").asText()).isEqualTo("embedded");
        assertThat(body.get("degraded")).isEmpty();
        assertThat(stub.last().line()).isEqualTo("POST /api/v1/score");
        assertThat(stub.last().body().getString("session_id")).isEqualTo("s-1");
        assertThat(stub.last().body().encode()).doesNotContain("Rivera", "rivera", "8314", "50160", "1990");
    }

    @Test
    void takesTheEmbeddedScoreAndSaysSoWhileTheServiceHangs() throws Exception {
        stub.hangs();

        HttpResponse<String> created = node.post(LEAD);

        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode body = JSON.readTree(created.body());
        assertThat(body.at("/score/model/source").asText()).isEqualTo("embedded");
        assertThat(body.at("/score/model/fallback_reason").asText()).isEqualTo("timeout");
        assertThat(body.at("/degraded/0").asText()).isEqualTo("scoring");
        JsonNode found = JSON.readTree(
                node.get("/api/v1/leads/" + body.get("id").asText()).body());
        assertThat(found.at("/degraded/0").asText()).isEqualTo("scoring");
        assertThat(found.at("/score/model/fallback_reason").asText()).isEqualTo("timeout");
        assertThat(node.metrics().lines())
                .anyMatch(line -> line.startsWith("outside_calls_seconds_count{")
                        && line.contains("outcome=\"timeout\"")
                        && line.contains("service=\"scoring\""));
    }
}
