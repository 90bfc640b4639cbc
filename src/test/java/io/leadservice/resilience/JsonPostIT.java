package io.leadservice.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.Deadline;
import io.leadservice.resilience.CallFailure.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adapter against a real HTTP server that behaves as badly as one can. */
class JsonPostIT {

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicInteger openConnections = new AtomicInteger();
    private HttpServer server;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        server = join(vertx.createHttpServer()
                .connectionHandler(connection -> {
                    openConnections.incrementAndGet();
                    connection.closeHandler(closed -> openConnections.decrementAndGet());
                })
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1"));
        client = JsonPost.client(vertx, 4, 4);
    }

    @AfterEach
    void stop() throws Exception {
        join(client.close());
        join(vertx.close());
    }

    @Test
    void postsTheBodyAndAnswersWithTheAnswer() throws Exception {
        assertThat(post("/echo", 2_000)).isEqualTo("POST application/json {\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "/status/500, BAD_STATUS",
        "/status/503, BAD_STATUS",
        "/status/404, BAD_STATUS",
        "/status/302, BAD_STATUS",
        "/status/429, BAD_STATUS",
        "/status/400, REFUSED",
        "/status/422, REFUSED",
        "/huge, BAD_ANSWER",
        "/endless, BAD_ANSWER",
        "/cut, UNREACHABLE"
    })
    void tellsWhyThereIsNoAnswer(String path, Reason expected) throws Exception {
        assertThat(((CallFailure) failure(path, 5_000)).reason()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"/hang", "/half", "/drip"})
    void givesUpInTimeAndClosesTheConnection(String path) throws Exception {
        assertThat(failure(path, 300)).isInstanceOf(TimeoutException.class);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(openConnections).hasValue(0));
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        int port = server.actualPort();
        join(server.close());

        JsonPost nobody = new JsonPost(client, URI.create("http://127.0.0.1:" + port + "/"));
        Throwable cause = causeOf(nobody.ask(Buffer.buffer("{}"), Deadline.after(Duration.ofSeconds(2))));

        assertThat(((CallFailure) cause).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void takesNonsenseForNoAnswer() throws Exception {
        NetServer nonsense = join(vertx.createNetServer()
                .connectHandler(socket -> socket.handler(bytes -> socket.write("220 this is no HTTP\r\n\r\n")))
                .listen(0, "127.0.0.1"));

        JsonPost post = new JsonPost(client, URI.create("http://127.0.0.1:" + nonsense.actualPort() + "/"));
        Throwable cause = causeOf(post.ask(Buffer.buffer("{}"), Deadline.after(Duration.ofSeconds(2))));

        assertThat(((CallFailure) cause).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void usesAConnectionAgain() throws Exception {
        for (int i = 0; i < 20; i++) {
            post("/echo", 2_000);
            failure("/status/500", 2_000);
        }

        assertThat(openConnections).hasValue(1);
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/echo" ->
                request.body()
                        .onSuccess(body -> request.response()
                                .end(request.method() + " " + request.getHeader("Content-Type") + " " + body));
            case "/huge" -> request.response().end("x".repeat(200_000));
            case "/endless" -> {
                request.response().setChunked(true);
                endless(request);
            }
            case "/cut" ->
                request.response()
                        .putHeader("Content-Length", "100")
                        .write("{")
                        .onComplete(written -> request.connection().close());
            case "/hang" -> request.pause();
            case "/half" ->
                request.response().putHeader("Content-Length", "100").write("{");
            case "/drip" -> drip(request);
            default ->
                request.response()
                        .setStatusCode(Integer.parseInt(request.path().substring("/status/".length())))
                        .putHeader("Location", "/echo")
                        .end("a body that is of no interest");
        }
    }

    private static void endless(HttpServerRequest request) {
        request.response().write("x".repeat(1_000)).onSuccess(written -> endless(request));
    }

    private void drip(HttpServerRequest request) {
        request.response().setChunked(true);
        long timer = vertx.setPeriodic(20, id -> request.response().write("x"));
        request.connection().closeHandler(closed -> {
            openConnections.decrementAndGet();
            vertx.cancelTimer(timer);
        });
    }

    private String post(String path, long millis) throws Exception {
        return join(ask(path, millis)).toString();
    }

    private Throwable failure(String path, long millis) throws Exception {
        return causeOf(ask(path, millis));
    }

    private Future<Buffer> ask(String path, long millis) {
        URI url = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        JsonPost post = new JsonPost(client, url);
        Deadline deadline = Deadline.after(Duration.ofMillis(millis));
        return Future.future(done -> context.runOnContext(
                ignored -> post.ask(Buffer.buffer("{\"a\":1}"), deadline).onComplete(done)));
    }

    private static Throwable causeOf(Future<?> future) throws Exception {
        return join(
                future.map(answer -> (Throwable) new AssertionError("answered")).otherwise(cause -> cause));
    }

    private static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
