package io.leadservice;

import io.leadservice.config.LeadServiceConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Map;

/** A node and the Vert.x it runs on, started without Vert.x's command line. */
public final class Service {

    private final Vertx vertx;
    private final Node node;

    private Service(Vertx vertx, Node node) {
        this.vertx = vertx;
        this.node = node;
    }

    /**
     * Starts a node; what a failed start has opened is closed again.
     *
     * @param env for the tracer, which follows the {@code OTEL_*} variables
     */
    public static Future<Service> start(LeadServiceConfig config, Map<String, String> env, boolean clustered) {
        VertxOptions options = new VertxOptions();
        options.getEventBusOptions()
                .setHost(config.cluster().host())
                .setPort(config.cluster().busPort());
        var builder = VertxSetup.builder(options, config, env, clustered);
        Future<Vertx> built = clustered ? builder.buildClustered() : Future.succeededFuture(builder.build());
        return built.compose(vertx -> Node.start(vertx, config, 1)
                .map(node -> new Service(vertx, node))
                .recover(cause -> vertx.close().transform(closed -> Future.failedFuture(cause))));
    }

    /** Where it listens. */
    public Endpoints endpoints() {
        return node.endpoints();
    }

    /** Stops the node in order, then Vert.x. */
    public Future<Void> stop() {
        return node.stop().transform(stopped -> vertx.close());
    }
}
