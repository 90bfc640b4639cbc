package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.embedded.LoopbackPort;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two nodes in this JVM that know each other by Hazelcast on the loopback address only. */
class TwoNodeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LEADS = 30;

    @Test
    void takesLeadsWithTheEdgeOnOneNodeAndAllOtherStagesOnAnother() throws Exception {
        int membership = LoopbackPort.free();
        try (TestNode stages = TestNode.setup()
                        .patient()
                        .clustered(membership)
                        .instances(0, 2, 2, 2, 1)
                        .start();
                TestNode edge = TestNode.setup()
                        .patient()
                        .clustered(membership)
                        .instances(2, 0, 0, 0, 0)
                        .start()) {
            awaitReady(edge);
            awaitReady(stages);

            for (int i = 0; i < LEADS; i++) {
                assertThat(post(edge, "Edge" + (char) ('a' + i % 26)).statusCode())
                        .isEqualTo(201);
            }

            JsonNode shown = JSON.readTree(edge.get("/health/ready").body());
            assertThat(shown.at("/stages/http/instances").asInt()).isEqualTo(2);
            assertThat(shown.at("/stages/scoring/instances").asInt()).isZero();
            assertThat(shown.at("/stages/scoring/status").asText()).isEqualTo("up");
        }
    }

    /** Vert.x gives a node with one consumer the weight 0 beside one with two, so counts that differ are the hard case. */
    @Test
    void takesLeadsOnBothNodesWhenTheirScoringCountsDiffer() throws Exception {
        int membership = LoopbackPort.free();
        try (TestNode one = TestNode.setup()
                        .patient()
                        .clustered(membership)
                        .instances(1, 1, 1, 1, 1)
                        .with("LEAD_STAGES_SCORING_PLACEMENT", "cluster")
                        .start();
                TestNode two = TestNode.setup()
                        .patient()
                        .clustered(membership)
                        .instances(1, 1, 2, 1, 1)
                        .with("LEAD_STAGES_SCORING_PLACEMENT", "cluster")
                        .start()) {
            awaitReady(one);
            awaitReady(two);

            for (int i = 0; i < LEADS; i++) {
                String name = "Both" + (char) ('a' + i % 26);
                assertThat(post(one, name).statusCode()).isEqualTo(201);
                assertThat(post(two, name).statusCode()).isEqualTo(201);
            }
        }
    }

    private static void awaitReady(TestNode node) {
        await().atMost(90, TimeUnit.SECONDS).until(node::ready);
    }

    private static HttpResponse<String> post(TestNode node, String surname) throws Exception {
        String lead = "{'vertical':'AUTO','contact_info':{'firstName':'Jane','lastName':'" + surname
                + "','email':'" + UUID.randomUUID() + "@example.com','phone':'1234567890','address':{"
                + "'street':'123 Main St','city':'Anytown','state':'CA','zip':'90210'},'dateOfBirth':'1980-01-01'},"
                + "'vertical_data':{'vehicleYear':2020,'make':'Toyota','model':'Camry'},'traffic_source':'organic'}";
        return node.post(lead.replace('\'', '"'));
    }
}
