package io.leadservice.bench;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A validation and an ML service as they are on a day that is not good: answers after 50 to 150 ms, and one in a hundred is a
 * failure. Argument: the port.
 */
public final class OutsideServer extends VerticleBase {

    private static final int LEAST_MILLIS = 50;
    private static final int MOST_MILLIS = 150;
    private static final double FAILING = 0.01;

    private final int port;
    private final int least;
    private final int most;
    private final double failing;

    /**
     * @param least milliseconds that it takes
     * @param failing the share of answers that are failures
     */
    OutsideServer(int port, int least, int most, double failing) {
        this.port = port;
        this.least = least;
        this.most = most;
        this.failing = failing;
    }

    /** Serves until the process is ended. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
                .deployVerticle(new OutsideServer(port, LEAST_MILLIS, MOST_MILLIS, FAILING))
                .onFailure(cause -> System.exit(1));
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(request -> request.endHandler(ended ->
                        vertx.setTimer(ThreadLocalRandom.current().nextInt(least, most + 1), now -> answer(request))))
                .listen();
    }

    private void answer(HttpServerRequest request) {
        if (ThreadLocalRandom.current().nextDouble() < failing) {
            request.response().setStatusCode(500).end();
        } else {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end("{\"isValid\":true,\"validationResults\":[],\"score\":0.5}");
        }
    }
}
