package io.leadservice.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.TestNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FEED = "/admin/console/feed";
    private static final int MORE_THAN_MAY_WATCH = 21;

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void start() {
        Router router = Router.router(vertx);
        Console console =
                new Console(new SimpleMeterRegistry(), new RecentLeads(), () -> List.of("node"), JsonObject::new, 1);
        TestNode.join(console.mount(vertx, router));
        HttpServer server =
                TestNode.join(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        port = server.actualPort();
    }

    @AfterEach
    void stop() {
        TestNode.join(vertx.close());
    }

    @Test
    void standsInNoFrame() throws Exception {
        assertThat(get("/console").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("frame-ancestors 'none'"));
    }

    @Test
    void endsAFeedAfterItsRounds() throws Exception {
        HttpResponse<String> feed = get(FEED);

        assertThat(feed.statusCode()).isEqualTo(200);
        assertThat(feed.body())
                .startsWith("event: history\n")
                .contains("\"nodes\":[\"node\"]")
                .endsWith("\n\n");
    }

    @Test
    void keepsNoPlaceForWatchersThatLeft() throws Exception {
        // Given more feeds than there may be, each left once it had begun
        for (int i = 0; i < MORE_THAN_MAY_WATCH; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write(("GET " + FEED + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isPositive();
            }
        }

        // When another comes, then it is served
        await().atMost(20, TimeUnit.SECONDS).until(() -> get(FEED).statusCode() == 200);
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
