package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The port under TLS of its own, with a certificate of a private CA. */
class EdgeTlsIT {

    /** The error code of RFC 9113, section 7. */
    private static final int ENHANCE_YOUR_CALM = 0xb;

    @TempDir
    private static Path folder;

    private static TestNode node;
    private static SSLContext trust;

    @BeforeAll
    static void start() throws Exception {
        Certificates.Issued own = Certificates.in(folder, "ca").issue("node");
        trust = SSLContext.getInstance("TLS");
        trust.init(null, own.bundle().toTrustManagerFactory().getTrustManagers(), null);
        node = TestNode.setup()
                .patient()
                .with("LEAD_HTTP_TLS_CERTIFICATE", own.certificate())
                .with("LEAD_HTTP_TLS_KEY", own.key())
                .with("LEAD_HTTP_CONNECTIONS_BODY_TIMEOUT", "1s")
                .start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void speaksBothVersionsOfHttpAndAsksForTlsFromNowOn(HttpClient.Version version) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(trust).version(version).build();
        URI uri = URI.create("https://127.0.0.1:" + node.uri("/").getPort() + "/health/live");

        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
    }

    @Test
    void resetsAStreamOfHttp2WhoseBodyNeverEndsAndServesTheOthersOnTheConnection() throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trust)
                .version(HttpClient.Version.HTTP_2)
                .build();
        String edge = "https://127.0.0.1:" + node.uri("/").getPort();
        HttpRequest live =
                HttpRequest.newBuilder(URI.create(edge + "/health/live")).build();
        assertThat(client.send(live, BodyHandlers.ofString()).version()).isEqualTo(HttpClient.Version.HTTP_2);
        try (SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>()) {
            HttpRequest slow = HttpRequest.newBuilder(URI.create(edge + "/api/v1/leads"))
                    .header("Authorization", "Bearer " + node.token("developer", "leads:write"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.fromPublisher(body))
                    .build();

            CompletableFuture<HttpResponse<String>> answer = client.sendAsync(slow, BodyHandlers.ofString());
            body.submit(ByteBuffer.wrap(new byte[] {'{'}));

            assertThat(answer).failsWithin(20, TimeUnit.SECONDS);
            assertThat(client.send(live, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            assertThat(node.metrics()).contains("http_connections_refused_total{reason=\"slow_body\"}");
        }
    }

    @Test
    void endsAConnectionThatOpensStreamsAndResetsThemAtOnce() throws Exception {
        assertThat(floods(connection -> {
                    for (int stream = 1; stream < 600; stream += 2) {
                        connection.send(
                                RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream, RawHttp2.get());
                        connection.send(RawHttp2.RST_STREAM, 0, stream, new byte[4]);
                    }
                }))
                .contains(ENHANCE_YOUR_CALM);
    }

    @Test
    void endsAConnectionWhoseHeadersNeverEnd() throws Exception {
        assertThat(floods(connection -> {
                    connection.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.get());
                    for (int i = 0; i < 1_000; i++) {
                        connection.send(RawHttp2.CONTINUATION, 0, 1, new byte[0]);
                    }
                }))
                .contains(ENHANCE_YOUR_CALM);
    }

    @ParameterizedTest
    @ValueSource(ints = {RawHttp2.PING, RawHttp2.SETTINGS})
    void endsAConnectionThatAsksAndDoesNotReadTheAnswers(int type) throws Exception {
        byte[] payload = new byte[type == RawHttp2.PING ? 8 : 0];

        floods(connection -> {
            // Netty closes at 10,000 answers that wait, and reads on for the 3 s that TLS gives its own last words.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (System.nanoTime() < end) {
                connection.send(type, 0, 0, payload);
            }
            throw new AssertionError("the connection goes on");
        });
    }

    /** What a server says to a flood before it ends the connection; other clients are served. */
    private static Optional<Integer> floods(Flood flood) throws Exception {
        try (RawHttp2 connection = new RawHttp2(trust, node.uri("/").getPort())) {
            try {
                flood.send(connection);
                connection.flush();
            } catch (IOException e) {
                // It ended meanwhile.
            }
            Optional<Integer> said = connection.goAway();
            HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
            URI live = URI.create("https://127.0.0.1:" + node.uri("/").getPort() + "/health/live");
            assertThat(client.send(HttpRequest.newBuilder(live).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            return said;
        }
    }

    /** What a client sends that means no good. */
    private interface Flood {
        void send(RawHttp2 connection) throws IOException;
    }

    @Test
    void answersNobodyInClear() throws Exception {
        RawHttp.Answer answer = RawHttp.send(node.uri("/"), "GET /health/live HTTP/1.1\r\nHost: test\r\n\r\n");

        assertThat(answer.status()).isZero();
        assertThat(answer.closed()).isTrue();
    }
}
