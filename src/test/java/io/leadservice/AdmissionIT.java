package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node with one place, whose leads wait for a validation service that answers when the test says so. */
class AdmissionIT {

    private static final int LIMIT_SECONDS = 30;
    private static final String BODY_OF_A_BATCH = "{}\n";

    private static final Vertx VERTX = Vertx.vertx();
    private static final BlockingQueue<HttpServerRequest> ASKED = new LinkedBlockingQueue<>();

    private static TestNode node;

    @BeforeAll
    static void start() {
        HttpServer outside = TestNode.join(VERTX.createHttpServer()
                .requestHandler(request -> request.endHandler(read -> ASKED.add(request)))
                .listen(0, "127.0.0.1"));
        node = TestNode.setup()
                .patient()
                .with("VALIDATION_SERVICE_URL", "http://127.0.0.1:" + outside.actualPort())
                .with("LEAD_VALIDATION_SERVICE_TIMEOUT", "60s")
                .with("LEAD_VALIDATION_SERVICE_BREAKER_SLOW_CALL", "60s")
                .with("LEAD_HTTP_ADMISSION_MINIMUM", 1)
                .with("LEAD_HTTP_ADMISSION_MAXIMUM", 1)
                .start();
    }

    @AfterAll
    static void stop() {
        node.close();
        TestNode.join(VERTX.close());
    }

    @Test
    void shedsWhatFindsNoPlaceAndTakesTheNextOnceThereIsOne() throws Exception {
        // Given a lead at work
        CompletableFuture<HttpResponse<String>> first = node.begin(People.lead());
        HttpServerRequest held = ASKED.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(held).isNotNull();

        // When another comes, with a token or without, or a batch
        HttpResponse<String> shed = node.post(People.lead());
        HttpResponse<String> anybody = node.send("none", "POST", "/api/v1/leads", "{}", "Content-Type", "text/plain");
        HttpResponse<String> batch =
                node.send("none", "POST", "/api/v1/leads/batch", BODY_OF_A_BATCH, "Content-Type", "text/plain");

        // Then all are told to come again, before anything of theirs is looked at, and on a connection that goes on
        for (HttpResponse<String> refused : List.of(shed, anybody, batch)) {
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 3L);
            assertThat(refused.headers().firstValue("Connection")).isEmpty();
            assertThat(refused.body()).contains("\"code\":\"unavailable\"");
        }
        assertThat(node.metrics()).contains("lead_admission_limit 1.0", "lead_admission_shed_total 3.0");
        // and who looks, and health, are not concerned
        assertThat(node.get("/api/v1/leads/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(node.ready()).isTrue();

        // When the first is done
        answer(held);
        assertThat(first.get(LIMIT_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(201);

        // Then there is a place again
        await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                .until(() -> node.metrics().contains("lead_admission_in_flight 0.0"));
        CompletableFuture<HttpResponse<String>> next = node.begin(People.lead());
        answer(ASKED.poll(LIMIT_SECONDS, TimeUnit.SECONDS));
        assertThat(next.get(LIMIT_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    }

    private static void answer(HttpServerRequest held) {
        VERTX.runOnContext(now ->
                held.response().putHeader("Content-Type", "application/json").end("{\"isValid\":true}"));
    }
}
