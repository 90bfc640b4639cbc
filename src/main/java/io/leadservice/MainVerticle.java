package io.leadservice;

import io.leadservice.config.ConfigException;
import io.leadservice.config.ConfigOrigin;
import io.leadservice.config.ConfigSnapshot;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.VertxInternal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service as one verticle, for {@code vertx run}: reads the configuration and starts a {@link Node}.
 *
 * <p>With {@code -instances n} the first instance starts the node with every stage's count multiplied by n, and the
 * others do nothing, since one process holds one node.
 */
public final class MainVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(MainVerticle.class);

    private Future<Node> node = Future.failedFuture("not started");

    @Override
    public Future<?> start() {
        if (vertx.sharedData().getLocalMap("lead-service").putIfAbsent("node", "starting") != null) {
            return Future.succeededFuture();
        }
        ConfigSnapshot config;
        try {
            config = origin().read();
        } catch (ConfigException e) {
            return Future.failedFuture(e);
        }
        int factor = context.getInstanceCount();
        if (factor > 1) {
            LOG.info("instances multiplied factor={}", factor);
        }
        // A closing Vert.x undeploys everything at once; its hooks run before that, so the order can be kept here.
        ((VertxInternal) vertx).addCloseHook(done -> shutdown().onComplete(result -> done.succeed()));
        node = Node.start(vertx, config, factor);
        return node;
    }

    /** The file, where the command line was given one, since it is looked at while the service runs. */
    private ConfigOrigin origin() {
        return LaunchArguments.file()
                .map(file -> ConfigOrigin.ofFile(file, System.getenv(), LeadService.systemProperties()))
                .orElseGet(() -> ConfigOrigin.ofTree(
                        LeadService.tree(config()), System.getenv(), LeadService.systemProperties()));
    }

    @Override
    public Future<?> stop() {
        return shutdown();
    }

    private Future<Void> shutdown() {
        return node.compose(Node::stop).otherwiseEmpty();
    }
}
