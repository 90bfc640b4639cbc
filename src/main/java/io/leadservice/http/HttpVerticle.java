package io.leadservice.http;

import io.leadservice.audit.AuditTrail;
import io.leadservice.config.AuthConfig;
import io.leadservice.config.HttpConfig;
import io.leadservice.pipeline.Pipeline;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge on the main port. Instances share the port. Stopping first asks clients to go
 * elsewhere, then takes no new connection and finishes what is at work. */
public final class HttpVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(HttpVerticle.class);
    private static final long SHUTDOWN_SECONDS = 10;
    // With 0 each instance would get a port of its own; those with the same negative number share one.
    private static final int ANY_BUT_SHARED = -1;

    private final HttpConfig config;
    private final AuthConfig auth;
    private final Pipeline pipeline;
    private final AuditTrail trail;
    private final Readiness readiness;
    private final IntConsumer listening;
    private Optional<LeadRoutes> leads = Optional.empty();
    private final Port port = new Port();
    private boolean draining;
    private Future<HttpServer> server = Future.failedFuture("not started");

    /**
     * @param auth with a secret
     * @param listening told the port that is bound
     */
    public HttpVerticle(
            HttpConfig config,
            AuthConfig auth,
            Pipeline pipeline,
            AuditTrail trail,
            Readiness readiness,
            IntConsumer listening) {
        this.config = config;
        this.auth = auth;
        this.pipeline = pipeline;
        this.trail = trail;
        this.readiness = readiness;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        server = DocsRoutes.load(vertx).compose(docs -> {
            Router router = Router.router(vertx);
            router.route().handler(this::closeIfDraining);
            Edge.mount(router);
            HealthRoutes.mount(router, readiness);
            docs.mount(router);
            LeadRoutes routes = new LeadRoutes(config, new Tokens(vertx, auth), pipeline, trail);
            routes.mount(router);
            leads = Optional.of(routes);
            return vertx.createHttpServer(options())
                    .requestHandler(router)
                    .invalidRequestHandler(Edge::invalid)
                    .connectionHandler(port::connected)
                    .listen()
                    .recover(cause -> Future.failedFuture(
                            new IOException("http.port (PORT) " + config.port() + " cannot be bound", cause)));
        });
        return server.onSuccess(bound -> {
            listening.accept(bound.actualPort());
            LOG.info("http ready host={} port={}", config.host(), bound.actualPort());
        });
    }

    @Override
    public Future<?> stop() {
        draining = true;
        leads.ifPresent(LeadRoutes::stop);
        return server.compose(bound -> vertx.timer(Math.max(1, config.drain().toMillis()), TimeUnit.MILLISECONDS)
                        .compose(drained -> port.close())
                        .compose(closed -> bound.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS)))
                .otherwiseEmpty();
    }

    /** A connection that is closed after an answer is not closed under a request that is on its way. */
    private void closeIfDraining(RoutingContext context) {
        if (draining && context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            context.addEndHandler(ended -> context.request().connection().shutdown());
        }
        context.next();
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port() == 0 ? ANY_BUT_SHARED : config.port())
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toSeconds()))
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHandle100ContinueAutomatically(true);
    }
}
