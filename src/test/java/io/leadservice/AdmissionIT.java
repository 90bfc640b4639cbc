package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

    private static int outsidePort;
    private static TestNode node;

    @BeforeAll
    static void start() {
        HttpServer outside = TestNode.join(VERTX.createHttpServer()
                .requestHandler(request -> request.endHandler(read -> ASKED.add(request)))
                .listen(0, "127.0.0.1"));
        outsidePort = outside.actualPort();
        node = startNode();
    }

    private static TestNode startNode() {
        return TestNode.setup()
                .patient()
                .with("VALIDATION_SERVICE_URL", "http://127.0.0.1:" + outsidePort)
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

        double before = shed();

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
        assertThat(node.metrics()).contains("lead_admission_limit 1.0");
        assertThat(shed() - before).isEqualTo(3);
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

    @Test
    void givesNoPlaceToABodyThatIsStillToCome() throws Exception {
        // Given a post that sends half of its body
        try (Socket slow = openCounted("Content-Length: 100\r\n\r\n{")) {
            // When another comes
            CompletableFuture<HttpResponse<String>> other = node.begin(People.lead());

            // Then it has the place
            answer(ASKED.poll(LIMIT_SECONDS, TimeUnit.SECONDS));
            assertThat(other.get(LIMIT_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(201);

            // And what never is answered counts as such
            slow.close();
            await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .until(() -> node.metrics()
                            .contains("http_server_request_duration_seconds_count{http_request_method=\"POST\","
                                    + "http_response_status_code=\"499\",http_route=\"/api/v1/leads\"} 1"));
        }
    }

    @Test
    void refusesAPostAfterItsBodyIfThePlaceWasTakenMeanwhile() throws Exception {
        // Given a post that sends half of its body, and one that has the place
        try (Socket slow = openCounted("Connection: close\r\nContent-Length: 2\r\n\r\n{")) {
            CompletableFuture<HttpResponse<String>> other = node.begin(People.lead());
            HttpServerRequest held = ASKED.poll(LIMIT_SECONDS, TimeUnit.SECONDS);

            // When the first sends the rest
            slow.getOutputStream().write('}');

            // Then
            assertThat(RawHttp.read(slow).status()).isEqualTo(503);
            answer(held);
            assertThat(other.get(LIMIT_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void doesNotReadABodyToItsEndThatIsLargerThanAPost() throws Exception {
        // Given a lead at work
        CompletableFuture<HttpResponse<String>> first = node.begin(People.lead());
        HttpServerRequest held = ASKED.poll(LIMIT_SECONDS, TimeUnit.SECONDS);

        // When a post comes with a length that no lead has
        for (String length : List.of("999999999", "99999999999999999")) {
            try (Socket large = open("Content-Length: " + length + "\r\n\r\n{")) {
                RawHttp.Answer answer = RawHttp.read(large);

                // Then it is refused at once, and its connection closed
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.closed()).isTrue();
            }
        }
        answer(held);
        assertThat(first.get(LIMIT_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    }

    @Test
    void anAnswerThatWasAtWorkWhenItsNodeBeganToStopEndsItsConnection() throws Exception {
        // Given a lead at work
        TestNode stopping = startNode();
        CompletableFuture<HttpResponse<String>> lead = stopping.begin(People.lead());
        HttpServerRequest held = ASKED.poll(LIMIT_SECONDS, TimeUnit.SECONDS);

        // When its node stops, and has closed the port
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
        await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> !listens(stopping));
        answer(held);

        // Then nobody sends a request after it
        HttpResponse<String> taken = lead.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(taken.statusCode()).isEqualTo(201);
        assertThat(taken.headers().allValues("Connection")).containsExactly("close");
        stopped.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static boolean listens(TestNode node) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), node.uri("/").getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static double shed() throws Exception {
        return sum("lead_admission_shed_total");
    }

    private static double sum(String metric) throws Exception {
        return node.metrics()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Opens a post and waits until it is counted at its client's rate, for which it has the place. */
    private static Socket openCounted(String rest) throws Exception {
        double before = sum("rate_limit_decisions_total");
        Socket socket = open(rest);
        await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                .until(() -> sum("rate_limit_decisions_total") > before
                        && node.metrics().contains("lead_admission_in_flight 0.0"));
        return socket;
    }

    private static Socket open(String rest) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), node.uri("/").getPort());
        socket.setSoTimeout(2_000);
        String head =
                "POST /api/v1/leads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + node.token("slow", "leads:write") + "\r\n" + rest;
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void answer(HttpServerRequest held) {
        VERTX.runOnContext(now ->
                held.response().putHeader("Content-Type", "application/json").end("{\"isValid\":true}"));
    }
}
