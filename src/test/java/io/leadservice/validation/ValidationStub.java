package io.leadservice.validation;

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

/** A real HTTP server in place of the outside validation service, as good or bad as a test wants it. */
public final class ValidationStub implements AutoCloseable {

    private static final String VALID = "{\"isValid\":true,\"validationResults\":[]}";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<JsonObject> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile BiConsumer<Integer, HttpServerResponse> behaviour = (number, response) -> response.end(VALID);

    private ValidationStub() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    /** Starts one that finds every lead valid. */
    public static ValidationStub start() throws Exception {
        return new ValidationStub();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public void findsEveryLeadValid() {
        answersWith(VALID);
    }

    public void answersWith(String body) {
        behaviour = (number, response) -> response.end(body);
    }

    public void failsEverySecondTime() {
        behaviour = (number, response) ->
                response.setStatusCode(number % 2 == 0 ? 500 : 200).end(VALID);
    }

    public void failsWith(int status) {
        behaviour = (number, response) -> response.setStatusCode(status).end("no");
    }

    /** Answers only after ten seconds. */
    public void hangs() {
        behaviour = (number, response) -> vertx.setTimer(10_000, id -> {
            if (!response.closed()) {
                response.end(VALID);
            }
        });
    }

    /** How many requests came in. */
    public int asked() {
        return asked.get();
    }

    /** The bodies that came in. */
    public List<JsonObject> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpServerRequest request) {
        int number = asked.incrementAndGet();
        if (!"/api/v1/validate".equals(request.path())
                || !"POST".equals(request.method().name())) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.body().onSuccess(body -> {
            requests.add(body.toJsonObject());
            behaviour.accept(number, request.response());
        });
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
