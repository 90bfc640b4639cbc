package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.embedded.SharedBackEnds;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A batch whose client reads while it sends, or late, or goes away, and a node that stops in the midst of one. */
class BatchConnectionIT {

    private static final String FAULTY = "{\"vertical\":\"AUTO\"}\n";

    private static TestNode node;
    private static Vertx vertx;
    private static MongoClient mongo;

    @BeforeAll
    static void start() {
        node = BatchIT.setup().start();
        vertx = Vertx.vertx();
        mongo = MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", SharedBackEnds.addresses().mongodbUri()));
    }

    @AfterAll
    static void stop() {
        node.close();
        TestNode.join(mongo.close());
        TestNode.join(vertx.close());
    }

    @Test
    void answersRowsWhileOthersAreStillToCome() throws Exception {
        try (RawBatch batch = RawBatch.open(node, BatchIT.client(), BatchIT.NDJSON, "\n" + People.lead())) {
            for (int row = 1; row <= 3; row++) {
                batch.send("\n" + (row < 3 ? People.lead() : ""));

                assertThat(batch.readLine()).startsWith("{\"row\":" + row + ",\"status\":201");
            }
            HttpResponse<String> second = BatchIT.post(node, BatchIT.client(), BatchIT.NDJSON, People.lead());
            assertThat(second.statusCode()).as("one batch at once").isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            batch.end();

            assertThat(batch.readLine()).isEmpty();
        }
    }

    @Test
    void keepsTheConnectionOfABrokenArrayThatHasCome() throws Exception {
        String body = "[" + People.lead() + ";" + People.lead();

        RawHttp.Answer answer = RawHttp.send(
                node.uri("/"),
                "POST /api/v1/leads/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + node.token(BatchIT.client(), "leads:write")
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"status\":201", "invalid_request");
        assertThat(answer.closed()).isFalse();
    }

    @Test
    void endsABatchWhoseClientIsGone() throws Exception {
        String client = BatchIT.client();
        try (RawBatch batch = RawBatch.open(node, client, BatchIT.NDJSON, People.lead() + "\n")) {
            batch.send(People.lead() + "\n" + People.lead());
            batch.readLine();
            batch.readLine();
        }

        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> BatchIT.post(node, BatchIT.client(), BatchIT.NDJSON, People.lead())
                                .statusCode()
                        == 200);
        assertThat(stored(client)).as("the row that had not ended is none").isEqualTo(2);
    }

    @Test
    void tellsOfABatchThatWasNeverAnswered() throws Exception {
        RawBatch.open(node, BatchIT.client(), BatchIT.NDJSON, "{").close();

        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> node.metrics()
                        .contains("http_server_request_duration_seconds_count{http_request_method=\"POST\","
                                + "http_response_status_code=\"499\",http_route=\"/api/v1/leads/batch\"}"));
    }

    @Test
    void answersAClientThatSendsAllBeforeItReads() throws Exception {
        int rows = 4_000;
        try (RawBatch batch = RawBatch.open(node, BatchIT.client(), BatchIT.NDJSON, FAULTY)) {
            batch.sendAll(FAULTY, rows - 1);
            batch.end();

            for (int row = 1; row <= rows; row++) {
                assertThat(batch.readLine()).startsWith("{\"row\":" + row + ",\"status\":400");
            }
            assertThat(batch.readLine()).isEmpty();
        }
    }

    @Test
    void answersEveryRowWithLittleRoomForRowsAndLines() throws Exception {
        int rows = 2_000;
        try (TestNode narrow = BatchIT.setup()
                        .with("LEAD_HTTP_BATCH_WINDOW", 2)
                        .with("LEAD_HTTP_BATCH_MAX_UNREAD_BYTES", 1_024)
                        .start();
                RawBatch batch = RawBatch.open(narrow, BatchIT.client(), BatchIT.NDJSON, FAULTY)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> batch.sendAll(FAULTY, rows - 1));

            for (int row = 1; row <= rows; row++) {
                assertThat(batch.readLine()).startsWith("{\"row\":" + row + ",\"status\":400");
            }
            sent.get(60, TimeUnit.SECONDS);
            batch.end();
            assertThat(batch.readLine()).isEmpty();
        }
    }

    @Test
    void endsABatchWithALastLineWhenTheNodeStops() throws Exception {
        TestNode stopping = BatchIT.setup().start();
        try (RawBatch batch = RawBatch.open(stopping, BatchIT.client(), BatchIT.NDJSON, People.lead() + "\n")) {
            batch.readLine();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);

            assertThat(batch.readLine()).startsWith("{\"row\":2,\"status\":503").contains("retry_after");
            assertThat(batch.readLine()).isEmpty();
            stopped.get(60, TimeUnit.SECONDS);
        }
    }

    private static long stored(String client) {
        return TestNode.join(mongo.count("leads", new JsonObject().put("client", client)));
    }
}
