package io.leadservice.http;

import io.leadservice.config.ManagementConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's port: {@code /metrics} and health, apart from the traffic of gateways. */
public final class ManagementVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementVerticle.class);

    private final ManagementConfig config;
    private final Readiness readiness;
    private final Supplier<String> metrics;
    private final IntConsumer listening;

    /**
     * @param metrics all metrics in Prometheus' text format
     * @param listening told the port that is bound
     */
    public ManagementVerticle(
            ManagementConfig config, Readiness readiness, Supplier<String> metrics, IntConsumer listening) {
        this.config = config;
        this.readiness = readiness;
        this.metrics = metrics;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        Edge.mount(router, false);
        HealthRoutes.mount(router, readiness);
        Edge.look(router, "/metrics")
                .handler(context -> vertx.executeBlocking(metrics::get, false)
                        .onSuccess(text -> context.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                                .end(text))
                        .onFailure(context::fail));
        return listen(router, config.port())
                .recover(cause -> {
                    if (cause instanceof IOException && config.fallback()) {
                        LOG.warn("management port taken port={}: another free one is used", config.port());
                        return listen(router, 0);
                    }
                    return Future.failedFuture(new IOException(
                            "management.port (MANAGEMENT_PORT) " + config.port() + " cannot be bound", cause));
                })
                .onSuccess(bound -> {
                    listening.accept(bound.actualPort());
                    LOG.info("management ready host={} port={}", config.host(), bound.actualPort());
                });
    }

    private Future<HttpServer> listen(Router router, int port) {
        return vertx.createHttpServer().requestHandler(router).listen(port, config.host());
    }
}
