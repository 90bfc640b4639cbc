package io.leadservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeadSourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TOKENS = List.of("one", "two");

    @Test
    void makesLeadsOfAllVerticalsAndOfOnePersonEach() throws IOException {
        LeadSource source = new LeadSource("here", TOKENS, true, 1);

        Set<String> verticals = new HashSet<>();
        Set<String> persons = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            JsonNode lead = JSON.readTree(source.body());
            verticals.add(lead.get("vertical").asText());
            JsonNode contact = lead.get("contact_info");
            persons.add(contact.get("email").asText());
            persons.add(contact.get("phone").asText());
        }

        assertThat(verticals).containsExactlyInAnyOrder("AUTO", "HOME", "HEALTH", "LIFE", "RENTERS", "COMMERCIAL");
        assertThat(persons).hasSize(40_000).doesNotContain("@@@@@@@@@@");
    }

    @Test
    void makesWholeRequestsOfSeveralClientsWithAKeyEach() {
        LeadSource source = new LeadSource("here", TOKENS, true, 1);

        Set<String> keys = new HashSet<>();
        Set<String> clients = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String request = new String(source.request(), StandardCharsets.UTF_8);
            String head = request.substring(0, request.indexOf("\r\n\r\n"));
            String body = request.substring(head.length() + 4);
            assertThat(head).startsWith("POST /api/v1/leads HTTP/1.1\r\nHost: here\r\n");
            assertThat(head).endsWith("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
            keys.add(head.replaceAll("(?s).*Idempotency-Key: (\\S+).*", "$1"));
            clients.add(head.replaceAll("(?s).*Bearer (\\S+).*", "$1"));
        }

        assertThat(keys).hasSize(100);
        assertThat(clients).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void bringsPersonsAgainAfterAThousandOthers() throws IOException {
        LeadSource source = new LeadSource("here", TOKENS, false, 3);

        String first = new String(source.body(), StandardCharsets.UTF_8);
        Set<String> others = new HashSet<>();
        for (int i = 1; i < 1_000; i++) {
            others.add(new String(source.body(), StandardCharsets.UTF_8));
        }

        assertThat(others).hasSize(999).doesNotContain(first);
        assertThat(new String(source.body(), StandardCharsets.UTF_8)).isEqualTo(first);
    }
}
