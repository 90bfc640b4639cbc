package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the edge does with bytes that no good client sends, and with those that come too slowly or are too many. */
class EdgeHygieneIT {

    private static final String MISSING = "/api/v1/leads/" + UUID.randomUUID();
    private static final int SLOW = 2_000;

    private static TestNode node;
    private static String token;

    @BeforeAll
    static void start() {
        node = TestNode.setup()
                .patient()
                .with("LEAD_HTTP_CORS_ORIGINS", "https://portal.example")
                .with("LEAD_HTTP_CONNECTIONS_HEAD_TIMEOUT", "2s")
                .with("LEAD_HTTP_CONNECTIONS_BODY_TIMEOUT", "2s")
                .with("LEAD_HTTP_CONNECTIONS_PER_ADDRESS", SLOW)
                .start();
        token = node.token("developer", "leads:write leads:read");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void everyAnswerCarriesSafeHeadersAndNamesNoServer() throws Exception {
        for (String path : List.of("/health/live", MISSING, "/nothing")) {
            RawHttp.Answer answer = raw("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");

            assertThat(answer.text().toLowerCase(Locale.ROOT))
                    .contains(
                            "x-content-type-options: nosniff",
                            "content-security-policy: default-src 'none'; frame-ancestors 'none'",
                            "referrer-policy: no-referrer",
                            "x-frame-options: deny",
                            "cross-origin-resource-policy: same-origin",
                            "cache-control: no-store")
                    .doesNotContain("\r\nserver:", "x-powered-by", "vert.x", "strict-transport-security");
        }
        assertThat(raw("GET /docs HTTP/1.1\r\nHost: test\r\n\r\n").text()).contains("default-src 'self'");
    }

    @Test
    void onlyPagesOfAllowedOriginsMayCall() throws Exception {
        String preflight = "OPTIONS " + MISSING + " HTTP/1.1\r\nHost: test\r\nOrigin: %s\r\n"
                + "Access-Control-Request-Method: PATCH\r\nAccess-Control-Request-Headers: authorization\r\n\r\n";

        RawHttp.Answer allowed = raw(preflight.formatted("https://portal.example"));
        assertThat(allowed.status()).isEqualTo(204);
        assertThat(allowed.text()).contains("access-control-allow-origin: https://portal.example");
        assertThat(allowed.text()).doesNotContain("access-control-allow-credentials");
        for (String origin : List.of("https://evil.example", "https://portal.example.evil.example", "null")) {
            assertThat(raw(preflight.formatted(origin)).text()).doesNotContain("access-control-allow-origin");
        }
        HttpResponse<String> simple = node.send(token, "GET", MISSING, "", "Origin", "https://portal.example");
        assertThat(simple.headers().firstValue("access-control-allow-origin")).contains("https://portal.example");
        assertThat(simple.headers().firstValue("access-control-expose-headers").orElse(""))
                .contains("ETag", "Retry-After");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two lengths|Content-Length: 4\\r\\nContent-Length: 5\\r\\n\\r\\nabcd",
                "a length and chunks|Content-Length: 4\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\nGET /health/live HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n",
                "chunks and a length|Transfer-Encoding: chunked\\r\\nContent-Length: 4\\r\\n\\r\\n0\\r\\n\\r\\nGET /health/live HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n",
                "a length that is none|Content-Length: 4x\\r\\n\\r\\nabcd",
                "a negative length|Content-Length: -1\\r\\n\\r\\n",
                "a signed length|Content-Length: +4\\r\\n\\r\\nabcd",
                "another encoding|Transfer-Encoding: chunked, identity\\r\\n\\r\\n0\\r\\n\\r\\n",
                "an unknown encoding|Transfer-Encoding: xchunked\\r\\n\\r\\n0\\r\\n\\r\\n",
                "a space before the colon|Content-Length : 4\\r\\n\\r\\nabcd",
                "a name with a space|Content Length: 4\\r\\n\\r\\nabcd",
                "a value with a zero|X-Request-ID: a\\u0000b\\r\\n\\r\\n",
                "a line feed in a value by itself|X-Request-ID: a\\rb\\r\\n\\r\\n",
            })
    void aRequestThatCanBeReadInTwoWaysIsRefusedAndTheConnectionEnds(String name, String rest) throws Exception {
        RawHttp.Answer answer = raw("POST /api/v1/leads HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\n"
                + rest.replace("\\r", "\r").replace("\\n", "\n").replace("\\u0000", "\0"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.count()).isEqualTo(1);
        assertThat(answer.closed()).isTrue();
    }

    @Test
    void aChunkOfNoSizeEndsTheConnection() throws Exception {
        RawHttp.Answer answer = raw("POST /api/v1/leads HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabcd\r\n0\r\n\r\n"
                + "GET /health/live HTTP/1.1\r\nHost: test\r\n\r\n");

        assertThat(answer.text()).doesNotContain("200 OK");
        assertThat(answer.closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: 1", "a b", "<script>", "\u00e9"})
    void aRequestIdThatCouldBreakAnythingIsNotGivenBack(String id) throws Exception {
        RawHttp.Answer answer = raw("GET /health/live HTTP/1.1\r\nHost: test\r\nX-Request-ID: " + id + "\r\n\r\n");

        assertThat(answer.text()).doesNotContain("Injected", "<script>", "X-Request-ID: a b");
        assertThat(answer.text()).containsPattern("X-Request-ID: [A-Za-z0-9._-]+\r\n");
    }

    @Test
    void namesThatAStoreCouldTakeForOperatorsAreKeptAsText() throws Exception {
        String lead = People.lead();
        String odd = lead.substring(0, lead.length() - 1)
                + ",\"$where\":\"sleep(1)\",\"a.b\":{\"$gt\":\"\"},\"traffic_source\":\"$ne\"}";

        HttpResponse<String> created =
                node.send(token, "POST", "/api/v1/leads", odd, "Content-Type", "application/json");

        assertThat(created.statusCode()).as(created.body()).isIn(201, 400);
        HttpResponse<String> list =
                node.send(token, "GET", "/api/v1/leads?traffic_source=%7B%22%24ne%22%3A%22%22%7D", "");
        assertThat(list.body()).contains("\"items\":[]");
        assertThat(node.send(token, "GET", "/api/v1/leads?traffic_source%5B%24ne%5D=x", "")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void largeAnswersAreSentAsGzipToWhoTakesIt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.uri("/openapi.yaml"))
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<byte[]> page = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        String small = raw("GET /health/live HTTP/1.1\r\nHost: test\r\nAccept-Encoding: gzip\r\n\r\n")
                .text();
        String plain = raw("GET /openapi.yaml HTTP/1.1\r\nHost: test\r\n\r\n").text();

        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(page.body())).readAllBytes(),
                        StandardCharsets.UTF_8))
                .startsWith("openapi:");
        assertThat(small).contains("live").doesNotContain("content-encoding");
        assertThat(plain).contains("openapi:").doesNotContain("content-encoding");
    }

    @Test
    void largeAnswersAreSentAsBrotliToWhoPrefersIt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.uri("/openapi.yaml"))
                .header("Accept-Encoding", "br, gzip")
                .build();
        HttpResponse<byte[]> page = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());

        assertThat(page.headers().firstValue("content-encoding")).hasValue("br");
        assertThat(new String(
                        new BrotliInputStream(new ByteArrayInputStream(page.body())).readAllBytes(),
                        StandardCharsets.UTF_8))
                .startsWith("openapi:");
    }

    @Test
    void thousandsOfSlowConnectionsStopNoGoodClientAndAreClosed() throws Exception {
        // Given connections of another address that send a head, or a body, one byte at a time
        List<Socket> slow = new ArrayList<>();
        long before = memory();
        try {
            for (int i = 0; i < SLOW; i++) {
                Socket socket = fromAnotherAddress();
                slow.add(socket);
                socket.getOutputStream()
                        .write((i % 2 == 0
                                        ? "GET / HTTP/1.1\r\nHost: te"
                                        : "POST /health/live HTTP/1.1\r\nHost: test\r\nContent-Length: 50000000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
            }

            // When the address tries more, then it gets no further
            assertThat(ends(fromAnotherAddress())).isTrue();

            // And a good client is answered
            for (int i = 0; i < 20; i++) {
                assertThat(node.send(token, "GET", MISSING, "").statusCode()).isEqualTo(404);
            }

            // And the slow ones are closed, though a byte comes now and then
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() ->
                            slow.stream().filter(socket -> !isClosed(socket)).count() == 0);
            assertThat(node.metrics()).contains("http_connections_refused_total{reason=\"slow_head\"}");
            assertThat(memory() - before).as("bytes of heap").isLessThan(300_000_000);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void bodiesOfFiftyMegabytesAreRefusedWithoutBeingKept() throws Exception {
        byte[] block = new byte[1 << 20];
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread sender = new Thread(() -> {
                try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), node.uri("/").getPort())) {
                    OutputStream out = socket.getOutputStream();
                    out.write(("POST /api/v1/leads HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + token
                                    + "\r\nContent-Type: application/json\r\nContent-Length: 52428800\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    for (int sent = 0; sent < 50; sent++) {
                        out.write(block);
                    }
                } catch (IOException e) {
                    // refused and closed, as it must be
                }
            });
            senders.add(sender);
            sender.start();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(node.send(token, "GET", MISSING, "").statusCode()).isEqualTo(404);
        }
        for (Thread sender : senders) {
            sender.join(Duration.ofSeconds(20).toMillis());
            assertThat(sender.isAlive()).isFalse();
        }
    }

    private static Socket fromAnotherAddress() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress("127.0.0.9", 0));
        socket.connect(new InetSocketAddress("127.0.0.1", node.uri("/").getPort()), 5_000);
        return socket;
    }

    private static boolean ends(Socket socket) throws IOException {
        try (socket) {
            socket.setSoTimeout(5_000);
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Tries by one byte more. */
    private static boolean isClosed(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static long memory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static RawHttp.Answer raw(String request) throws IOException {
        return RawHttp.send(node.uri("/"), request);
    }
}
