package io.leadservice;

import io.leadservice.config.ConfigSnapshot;
import io.leadservice.config.LeadServiceConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.util.function.Consumer;

/**
 * A node and the Vert.x it runs on, started without Vert.x's command line.
 *
 * <p>Its futures are promises of no context: a chained one would be completed on an event loop, and never, once Vert.x is
 * closed and its loops have ended.
 */
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
     * @param read its environment is the tracer's too, which follows the {@code OTEL_*} variables
     */
    public static Future<Service> start(ConfigSnapshot read, boolean clustered) {
        return start(read, clustered, bus -> {});
    }

    /** @param bus has the last word on the event bus between nodes */
    static Future<Service> start(ConfigSnapshot read, boolean clustered, Consumer<EventBusOptions> bus) {
        LeadServiceConfig config = read.config();
        if (clustered) {
            BusTransport.check(config);
        }
        VertxOptions options = new VertxOptions();
        EventBusOptions busOptions = BusTransport.secure(options.getEventBusOptions(), config);
        bus.accept(busOptions
                .setHost(config.cluster().host())
                .setPort(config.cluster().busPort()));
        var builder = VertxSetup.builder(options, config, read.origin().env(), clustered);
        Future<Vertx> built = clustered ? builder.buildClustered() : Future.succeededFuture(builder.build());
        Promise<Service> started = Promise.promise();
        built.onFailure(started::fail)
                .onSuccess(vertx -> Node.start(vertx, read, 1)
                        .onSuccess(node -> started.complete(new Service(vertx, node)))
                        .onFailure(cause -> vertx.close().onComplete(closed -> started.fail(cause))));
        return started.future();
    }

    /** Where it listens. */
    public Endpoints endpoints() {
        return node.endpoints();
    }

    /** Stops the node in order, then Vert.x. */
    public Future<Void> stop() {
        Promise<Void> done = Promise.promise();
        node.stop().onComplete(stopped -> vertx.close().onComplete(done));
        return done.future();
    }
}
