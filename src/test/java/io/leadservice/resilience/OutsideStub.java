package io.leadservice.resilience;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A real HTTP server in place of a service outside, as good or bad as a test wants it. */
public final class OutsideStub implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Asked> requests = new CopyOnWriteArrayList<>();
    private final String goodAnswer;
    private final HttpServer server;
    private volatile BiConsumer<Integer, HttpServerResponse> behaviour;

    private OutsideStub(String goodAnswer) throws Exception {
        this.goodAnswer = goodAnswer;
        this.behaviour = (number, response) -> response.end(goodAnswer);
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    /** What came in. */
    public record Asked(String line, JsonObject body) {}

    /** Starts one that is well. */
    public static OutsideStub start(String goodAnswer) throws Exception {
        return new OutsideStub(goodAnswer);
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Digits that no other stub has. */
    public String unique() {
        return url().replaceAll("\\D", "");
    }

    public void recovers() {
        behaviour = (number, response) -> response.end(goodAnswer);
    }

    public void answersWith(String body) {
        behaviour = (number, response) -> response.end(body);
    }

    public void failsEverySecondTime() {
        behaviour = (number, response) ->
                response.setStatusCode(number % 2 == 0 ? 500 : 200).end(goodAnswer);
    }

    public void failsWith(int status) {
        behaviour = (number, response) -> response.setStatusCode(status).end("no");
    }

    /** Answers only after ten seconds. */
    public void hangs() {
        behaviour = (number, response) -> vertx.setTimer(10_000, id -> {
            if (!response.closed()) {
                response.end(goodAnswer);
            }
        });
    }

    /** How many requests came in. */
    public int asked() {
        return asked.get();
    }

    /** The last request that came in. */
    public Asked last() {
        return requests.get(requests.size() - 1);
    }

    private void answer(HttpServerRequest request) {
        int number = asked.incrementAndGet();
        request.body().onSuccess(body -> {
            requests.add(new Asked(request.method() + " " + request.path(), body.toJsonObject()));
            behaviour.accept(number, request.response());
        });
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
