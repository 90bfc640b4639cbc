package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.resilience.OutsideStub;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole node with an outside validation service: what the gateway sees while that service is well, sick and away. */
class OutsideValidationIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static OutsideStub stub;
    private static TestNode node;
    private static int leads;

    @BeforeAll
    static void start() throws Exception {
        stub = OutsideStub.start("{\"isValid\":true,\"validationResults\":[]}");
        node = TestNode.start(Map.of(
                "VALIDATION_SERVICE_URL", stub.url() + "/",
                "LEAD_VALIDATION_SERVICE_BREAKER_SLOW_CALL", "5s",
                "LEAD_VALIDATION_SERVICE_TIMEOUT", "60s",
                "LEAD_VALIDATION_SERVICE_INVALID_LEADS", "reject",
                "LEAD_VALIDATION_SERVICE_BREAKER_OPEN_FOR", "300ms",
                // its leads have one phone
                "LEAD_DUPLICATES_POLICY", "off"));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        stub.close();
    }

    @BeforeEach
    void recover() {
        stub.recovers();
        await().atMost(20, TimeUnit.SECONDS).until(() -> {
            HttpResponse<String> created = node.post(another());
            return created.statusCode() == 201 && degraded(created).isEmpty();
        });
    }

    @Test
    void asksTheServiceAboutALeadThatTheRulesLetPass() throws Exception {
        stub.answersWith("{\"isValid\":true,\"validationResults\":[{\"code\":\"line.voip\",\"field\":\"phone\"}]}");

        HttpResponse<String> created = node.post(another());

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(JSON.readTree(created.body()).get("validation_results").toString())
                .contains("service.line.voip");
        assertThat(degraded(created)).isEmpty();
    }

    @Test
    void refusesALeadThatTheServiceCallsInvalidWhereThatIsWanted() throws Exception {
        stub.answersWith("{\"isValid\":false,\"validationResults\":[]}");

        assertThat(node.post(another()).statusCode()).isEqualTo(422);
    }

    @Test
    void asksNothingAboutALeadThatIsMalformedOrRefusedAlready() throws Exception {
        int before = stub.asked();

        assertThat(node.post("{\"vertical\":\"AUTO\"}").statusCode()).isEqualTo(400);
        assertThat(node.post(another().replace("1990-08-17", "2020-08-17")).statusCode())
                .isEqualTo(422);

        assertThat(stub.asked()).isEqualTo(before);
    }

    @Test
    void takesALeadInTimeAndSaysSoWhileTheServiceHangs() throws Exception {
        stub.hangs();

        HttpResponse<String> created = node.post(another());

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(degraded(created)).isEqualTo("validation");
        String id = JSON.readTree(created.body()).get("id").asText();
        assertThat(degraded(node.get("/api/v1/leads/" + id))).isEqualTo("validation");
    }

    @Test
    void restsTheServiceAfterHalfOfTheCallsFailedAndShowsItOnTheMetrics() throws Exception {
        stub.failsEverySecondTime();

        await().atMost(20, TimeUnit.SECONDS).until(() -> {
            assertThat(node.post(another()).statusCode()).isEqualTo(201);
            return node.metrics().lines().anyMatch(OutsideValidationIT::tellsOfAnOpenBreaker);
        });

        stub.recovers();
        await().atMost(20, TimeUnit.SECONDS).until(() -> {
            assertThat(node.post(another()).statusCode()).isEqualTo(201);
            return node.metrics().lines().noneMatch(OutsideValidationIT::tellsOfAnOpenBreaker);
        });
        assertThat(node.metrics()).contains("outside_calls_seconds_count", "bulkhead_limit", "cache_gets_total");
    }

    @Test
    void answersARepeatedLeadFromTheCache() throws Exception {
        String lead = another();
        node.post(lead);
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> {
            int before = stub.asked();
            assertThat(node.post(lead).statusCode()).isEqualTo(201);
            assertThat(stub.asked()).isEqualTo(before);
        });
    }

    private static boolean tellsOfAnOpenBreaker(String line) {
        return line.startsWith("circuit_breaker_state{") && line.contains("state=\"open\"") && line.endsWith(" 1.0");
    }

    private static String degraded(HttpResponse<String> response) throws Exception {
        JsonNode steps = JSON.readTree(response.body()).get("degraded");
        return steps.isEmpty() ? "" : steps.get(0).asText();
    }

    private static String another() {
        leads++;
        return ("{'vertical':'AUTO','contact_info':{'firstName':'Ann','lastName':'Rivera','email':'ann" + leads + "."
                        + stub.unique() + "@example.com','phone':'+1 319-768-6991',"
                        + "'dateOfBirth':'1990-08-17','address':{'street':'8314 Lake St','city':'Martensdale',"
                        + "'state':'IA','zip':'50160'}},'vertical_data':{'vehicleYear':2012,'make':'Honda',"
                        + "'model':'Civic'}}")
                .replace('\'', '"');
    }
}
