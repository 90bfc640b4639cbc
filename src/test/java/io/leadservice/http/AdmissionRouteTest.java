package io.leadservice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.config.AdmissionConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One place, and callers who are counted when the test says so. */
@Timeout(60)
class AdmissionRouteTest {

    private static final int LIMIT_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Admission admission =
            new Admission(new AdmissionConfig(1, 1), Duration.ofSeconds(5), 65_536, registry);
    private final BlockingQueue<Held> counted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Held> released = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @BeforeEach
    void start() throws TimeoutException {
        Router router = Router.router(vertx);
        router.post().handler(admission::reserve);
        router.post().handler(request -> counted.add(new Held(request, vertx.getOrCreateContext())));
        router.post().handler(admission::release);
        router.post().handler(request -> released.add(new Held(request, vertx.getOrCreateContext())));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(LIMIT_SECONDS, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    @AfterEach
    void stop() throws TimeoutException {
        vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void refusesWhoComesWhileAnotherIsCountedAndNotWhileItsBodyComes() throws Exception {
        // Given one that is being counted
        CompletableFuture<HttpResponse<String>> first = post();
        Held one = next(counted);

        // When another comes, then it is refused before it is counted
        assertThat(post().get(LIMIT_SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(counted).isEmpty();
        assertThat(registry.counter("lead.admission.shed").count()).isEqualTo(1);

        // When the first is counted, and its body not done with, then the next is counted
        one.then(RoutingContext::next);
        Held waiting = next(released);
        CompletableFuture<HttpResponse<String>> third = post();
        Held two = next(counted);

        waiting.then(request -> request.end("first"));
        two.then(request -> request.end("refused by its rate"));
        assertThat(first.get(LIMIT_SECONDS, TimeUnit.SECONDS).body()).isEqualTo("first");
        assertThat(third.get(LIMIT_SECONDS, TimeUnit.SECONDS).body()).isEqualTo("refused by its rate");
        await().until(this::taken, taken -> taken == 0);
    }

    @Test
    void givesThePlaceBackOfOneThatLeavesWhileItIsCounted() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"
                            .getBytes(StandardCharsets.US_ASCII));
            next(counted);
            assertThat(taken()).isEqualTo(1);
        }

        await().until(this::taken, taken -> taken == 0);
    }

    private double taken() {
        return registry.get("lead.admission.in.flight").gauge().value();
    }

    private static Held next(BlockingQueue<Held> queue) throws InterruptedException {
        Held held = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(held).isNotNull();
        return held;
    }

    /** A request that waits, and the event loop that it waits on. */
    private record Held(RoutingContext request, Context context) {
        void then(Consumer<RoutingContext> step) {
            context.runOnContext(now -> step.accept(request));
        }
    }

    private CompletableFuture<HttpResponse<String>> post() {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }
}
