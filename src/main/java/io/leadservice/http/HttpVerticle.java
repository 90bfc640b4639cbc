package io.leadservice.http;

import io.leadservice.audit.AuditTrail;
import io.leadservice.bus.BoundedConsumer;
import io.leadservice.config.HttpConfig;
import io.leadservice.limit.RateLimiter;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.PostedLead;
import io.netty.handler.codec.compression.Brotli;
import io.netty.handler.codec.compression.BrotliMode;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge on the main port. Instances share the port. Stopping first asks clients to go
 * elsewhere, then takes no new connection and finishes what is at work. */
public final class HttpVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(HttpVerticle.class);
    private static final long SHUTDOWN_SECONDS = 12;
    /** A node that goes on has no haste: whose connection rests keeps it a while longer, and most are used until then. */
    private static final long RESCALE_SECONDS = 100;

    // With 0 each instance would get a port of its own; those with the same negative number share one.
    private static final int ANY_BUT_SHARED = -1;
    /** So many leads that other nodes took are at work at an instance at once, besides what admission says. */
    private static final int FOR_OTHERS = 256;

    private static final Duration OTHERS_LIMIT = Duration.ofSeconds(10);
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(10);
    private static final int MAX_LINE = 4_096;
    private static final int MAX_HEADERS = 8_192;
    private static final int COMPRESSION_LEVEL = 1;
    /** Netty's own. */
    private static final int GZIP_WINDOW = 15;

    private static final int GZIP_MEMORY = 8;
    /** The smallest that holds any answer but a large page, in powers of two. */
    private static final int BROTLI_WINDOW = 18;
    // RFC 9113, section 7
    private static final long CANCEL = 8;
    private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");
    private static final Set<HttpMethod> CORS_METHODS =
            Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final Set<String> CORS_REQUEST = Set.of(
            "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Prefer", "X-Request-ID");
    private static final Set<String> CORS_ANSWER = Set.of(
            "ETag",
            "Idempotency-Replayed",
            "Link",
            "Location",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            "X-Request-ID");
    private static final int CORS_SECONDS = 600;

    private final HttpConfig config;
    private final AccessRules access;
    private final Pipeline pipeline;
    private final AuditTrail trail;
    private final Readiness readiness;
    private final IntConsumer listening;
    private Optional<LeadRoutes> leads = Optional.empty();
    private Optional<BoundedConsumer<PostedLead, Answer>> forOthers = Optional.empty();
    private final RateLimiter limiter;
    private boolean draining;
    private Future<HttpServer> server = Future.failedFuture("not started");

    /**
     * @param access who is let in
     * @param listening told the port that is bound
     */
    public HttpVerticle(
            HttpConfig config,
            AccessRules access,
            Pipeline pipeline,
            AuditTrail trail,
            Readiness readiness,
            IntConsumer listening) {
        this.config = config;
        this.access = access;
        this.limiter = access.limiters().get();
        this.pipeline = pipeline;
        this.trail = trail;
        this.readiness = readiness;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        server = limiter.start().compose(started -> {
            Router router = Router.router(vertx);
            router.route().handler(this::closeIfDraining);
            router.route().handler(this::resetIfSlow);
            Edge.mount(router, config.tls().isPresent());
            new RequestReport(access.registry()).mount(router);
            allowOrigins(router);
            HealthRoutes.mount(router, readiness);
            new DocsRoutes(vertx).mount(router);
            LeadRoutes routes = new LeadRoutes(config, access(), access.admission(), pipeline, trail);
            routes.mount(router);
            leads = Optional.of(routes);
            BoundedConsumer<PostedLead, Answer> others =
                    new BoundedConsumer<>(vertx, Channels.ANSWER, FOR_OTHERS, routes::answerForAnother);
            forOthers = Optional.of(others);
            return others.start()
                    .compose(open -> pipeline.warmUp(WARM_UP_LIMIT))
                    .compose(warm -> listen(router))
                    .recover(cause -> others.stop(OTHERS_LIMIT).transform(ended -> Future.failedFuture(cause)));
        });
        return server.onSuccess(bound -> {
            access.connections().port().opened();
            listening.accept(bound.actualPort());
            LOG.info("http ready host={} port={}", config.host(), bound.actualPort());
        });
    }

    private Future<HttpServer> listen(Router router) {
        HttpServerOptions options = options();
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .invalidRequestHandler(Edge::invalid)
                .connectionHandler(connection -> access.connections().connected(connection, options))
                .listen()
                .recover(cause -> Future.failedFuture(
                        new IOException("http.port (PORT) " + config.port() + " cannot be bound", cause)));
    }

    @Override
    public Future<?> stop() {
        leads.ifPresent(LeadRoutes::stop);
        Future<?> left =
                server.compose(bound -> vertx.timer(Math.max(1, config.drain().toMillis()), TimeUnit.MILLISECONDS)
                        .compose(drained -> access.connections()
                                .port()
                                .leave((ContextInternal) context, readiness.isDraining(), () -> end(bound))));
        return Future.join(
                        left, forOthers.map(taken -> taken.stop(OTHERS_LIMIT)).orElseGet(Future::succeededFuture))
                .eventually(limiter::stop)
                .otherwiseEmpty();
    }

    /** Not before the port is left: whose connection ends comes back at once, and is to come to others. */
    private Future<Void> end(HttpServer bound) {
        draining = true;
        return bound.shutdown(readiness.isDraining() ? SHUTDOWN_SECONDS : RESCALE_SECONDS, TimeUnit.SECONDS);
    }

    private Access access() {
        return new Access(
                new Tokens(vertx, access.auth(), access.keys(), access.known(), access.registry()),
                new RateGate(access.limits(), limiter, access.own()));
    }

    /**
     * A connection that is closed after an answer is not closed under a request that is on its way. An answer that was at work
     * when the draining began tells it, too: its client would send the next request into the closing connection.
     */
    private void closeIfDraining(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.addHeadersEndHandler(head -> {
                if (draining) {
                    context.response().putHeader(HttpHeaders.CONNECTION, "close");
                    context.addEndHandler(
                            ended -> context.request().connection().shutdown());
                }
            });
        }
        context.next();
    }

    /** The body of a request has its time in HTTP/2 too; connections of HTTP/1 are watched beneath. A batch takes its time. */
    private void resetIfSlow(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() == HttpVersion.HTTP_2 && !request.path().equals(LeadRoutes.BATCH_PATH)) {
            long timer = vertx.setTimer(config.connections().bodyTimeout().toMillis(), late -> {
                if (!request.isEnded()) {
                    access.connections().slowStream();
                    request.response().reset(CANCEL);
                }
            });
            context.addEndHandler(ended -> vertx.cancelTimer(timer));
        }
        context.next();
    }

    /** Before tokens, since a browser asks without one whether it may ask. */
    private void allowOrigins(Router router) {
        if (!config.corsOrigins().isEmpty()) {
            router.route("/api/*")
                    .handler(CorsHandler.create()
                            .addOrigins(config.corsOrigins())
                            .allowedMethods(CORS_METHODS)
                            .allowedHeaders(CORS_REQUEST)
                            .exposedHeaders(CORS_ANSWER)
                            .maxAgeSeconds(CORS_SECONDS));
        }
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port() == 0 ? ANY_BUT_SHARED : config.port())
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toSeconds()))
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setHttp2ClearTextEnabled(config.h2c())
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(true);
        if (config.compressFrom() > 0) {
            options.setCompressionSupported(true)
                    .setCompressionContentSizeThreshold(config.compressFrom())
                    .addCompressor(StandardCompressionOptions.gzip(COMPRESSION_LEVEL, GZIP_WINDOW, GZIP_MEMORY));
            if (Brotli.isAvailable()) { // there is native code for it
                options.addCompressor(
                        StandardCompressionOptions.brotli(COMPRESSION_LEVEL, BROTLI_WINDOW, BrotliMode.TEXT));
            }
        }
        config.tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.certificate().toString())
                                .setKeyPath(tls.key().toString()))
                        .setEnabledSecureTransportProtocols(TLS_VERSIONS)
                        .setUseAlpn(true)
                        .setAlpnVersions(
                                config.http2()
                                        ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)
                                        : List.of(HttpVersion.HTTP_1_1)));
        return options;
    }
}
