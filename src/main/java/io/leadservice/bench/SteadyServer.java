package io.leadservice.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** An ML service that answers each request after 20 ms, and well. Argument: the port. */
public final class SteadyServer {

    private static final int MILLIS = 20;

    private SteadyServer() {}

    /** Serves until the process is ended. */
    public static void main(String[] arguments) {
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
                .deployVerticle(new OutsideServer(Integer.parseInt(arguments[0]), MILLIS, MILLIS, 0))
                .onFailure(cause -> System.exit(1));
    }
}
