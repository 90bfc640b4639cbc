package io.leadservice.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;

/**
 * The least that a service for leads could do: parse the body and answer 201, with as many event loops as the service has
 * HTTP instances. What it costs in the same minute tells what the machine is worth at that moment. Argument: the port.
 */
public final class BareServer extends VerticleBase {

    private static final int INSTANCES = 2;
    private static final int CREATED = 201;

    private final int port;

    private BareServer(int port) {
        this.port = port;
    }

    /** Serves until the process is ended. */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
                .deployVerticle(() -> new BareServer(port), new DeploymentOptions().setInstances(INSTANCES))
                .onFailure(cause -> {
                    System.exit(1);
                });
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(request -> request.bodyHandler(body -> {
                    JsonObject lead = new JsonObject(body);
                    Buffer answer = new JsonObject()
                            .put("lead_id", lead.getString("session_id"))
                            .put("vertical", lead.getString("vertical"))
                            .put("status", "SCORED")
                            .toBuffer();
                    request.response()
                            .setStatusCode(CREATED)
                            .putHeader("Content-Type", "application/json")
                            .end(answer);
                }))
                .listen();
    }
}
