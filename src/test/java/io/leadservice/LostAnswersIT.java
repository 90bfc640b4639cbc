package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.embedded.PrivateMongo;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A store that does what it is asked, and whose answers do not arrive. */
class LostAnswersIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MANY = 40;

    /** How the command begins that inserts leads. */
    private static final String INSERT = "\u0002insert\0\u0006\0\0\0leads\0";

    private static final Vertx VERTX = Vertx.vertx();

    private static PrivateMongo mongo;
    private static MongoClient client;
    private static Relay relay;
    private static TestNode node;

    @BeforeAll
    static void start() throws IOException {
        mongo = PrivateMongo.start();
        client = MongoClient.create(VERTX, new JsonObject().put("connection_string", mongo.uri()));
        relay = Relay.to(mongo.port());
        node = TestNode.setup()
                .with("MONGODB_URI", mongo.uri(relay.port()))
                .with("LEAD_HTTP_REQUEST_TIMEOUT", "15s")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
        relay.close();
        TestNode.join(client.close());
        TestNode.join(VERTX.close());
        mongo.close();
    }

    @Test
    void announcesLeadsThatWereStoredThoughNobodyHeardOfItAndThatCameAgain() throws Exception {
        // Given so many leads that their documents do not hold their events
        await().pollInSameThread().atMost(60, TimeUnit.SECONDS).until(() -> {
            answers(leads());
            return !inEpochs().isEmpty();
        });
        // When
        relay.loseAnswersTo(INSERT);
        Map<String, String> leads = leads();
        Set<String> before = inEpochs();
        Map<String, HttpResponse<String>> first = answers(leads);
        assertThat(relay.lost()).isPositive();
        relay.loseNothing();
        Set<String> unheard = inEpochs();
        unheard.removeAll(before);
        assertThat(unheard).as("stored in an epoch, and nobody heard of it").isNotEmpty();
        // Then each retry gets the lead of the first try
        Map<String, String> ids = new HashMap<>();
        await().pollInSameThread().atMost(60, TimeUnit.SECONDS).until(() -> {
            answers(leads).forEach((key, answer) -> {
                if (answer.statusCode() / 100 == 2) {
                    ids.putIfAbsent(key, id(answer));
                }
            });
            return ids.size() == leads.size();
        });
        first.forEach((key, answer) -> {
            if (answer.statusCode() / 100 == 2) {
                assertThat(ids).containsEntry(key, id(answer));
            }
        });
        assertThat(ids.values()).containsAll(unheard);
        // and Kafka has the event of each
        assertThat(LeadTopics.last("lead.created", Set.copyOf(ids.values()))).hasSameSizeAs(leads);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> TestNode.join(client.count("outbox_epochs", new JsonObject())) == 0);
    }

    /** Many leads, by their idempotency keys. */
    private static Map<String, String> leads() {
        Map<String, String> leads = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            leads.put(UUID.randomUUID().toString(), People.lead());
        }
        return leads;
    }

    private static Map<String, HttpResponse<String>> answers(Map<String, String> leads) throws Exception {
        Map<String, CompletableFuture<HttpResponse<String>>> posts = new HashMap<>();
        leads.forEach((key, lead) -> posts.put(key, node.begin(lead, "Idempotency-Key", key)));
        Map<String, HttpResponse<String>> answers = new HashMap<>();
        for (Map.Entry<String, CompletableFuture<HttpResponse<String>>> post : posts.entrySet()) {
            answers.put(post.getKey(), post.getValue().get(60, TimeUnit.SECONDS));
        }
        return answers;
    }

    private static Set<String> inEpochs() {
        JsonObject query = new JsonObject().put("epoch", new JsonObject().put("$exists", true));
        return TestNode.join(client.find("leads", query)).stream()
                .map(lead -> lead.getString("_id"))
                .collect(Collectors.toSet());
    }

    private static String id(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body()).get("id").asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
