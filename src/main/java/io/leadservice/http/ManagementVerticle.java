package io.leadservice.http;

import io.leadservice.config.ManagementConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's port: {@code /metrics} and health, apart from the traffic of gateways. */
public final class ManagementVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementVerticle.class);
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final ManagementConfig config;
    private final Readiness readiness;
    private final Function<Boolean, String> metrics;
    private final AdminRoutes admin;
    private final ManagementPages pages;
    private final IntConsumer listening;

    /**
     * @param metrics all metrics in Prometheus' text format, or in OpenMetrics' one
     * @param admin what an administrator does
     * @param listening told the port that is bound
     */
    public ManagementVerticle(
            ManagementConfig config,
            Readiness readiness,
            Function<Boolean, String> metrics,
            AdminRoutes admin,
            ManagementPages pages,
            IntConsumer listening) {
        this.config = config;
        this.readiness = readiness;
        this.metrics = metrics;
        this.admin = admin;
        this.pages = pages;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        Edge.mount(router, false);
        HealthRoutes.mount(router, readiness);
        Edge.look(router, "/metrics").handler(this::metrics);
        admin.mount(vertx, router);
        return pages.mount(vertx, router)
                .compose(mounted -> listen(router, config.port()))
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

    private void metrics(RoutingContext context) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        boolean openMetrics = accept != null && accept.contains(OPEN_METRICS);
        vertx.executeBlocking(() -> metrics.apply(openMetrics), false)
                .onSuccess(text -> context.response()
                        .putHeader(
                                HttpHeaders.CONTENT_TYPE,
                                openMetrics
                                        ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
                                        : "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(context::fail);
    }

    private Future<HttpServer> listen(Router router, int port) {
        return vertx.createHttpServer().requestHandler(router).listen(port, config.host());
    }
}
