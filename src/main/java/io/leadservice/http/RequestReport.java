package io.leadservice.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What is told of each request at its end: {@code http.server.request.duration} by method, route and status, as of
 * OpenTelemetry's conventions, one line of the log and, where its trace is kept, its span. One for each HTTP verticle, on its event loop.
 */
final class RequestReport {

    /** The logger of the lines; those of health checks are for debugging only. */
    private static final Logger ACCESS = LoggerFactory.getLogger("io.leadservice.access");

    /** Any method but the known ones. */
    static final String OTHER = "_OTHER";

    static final String HEALTH = "/health/";
    /** As nginx has it: the client left before there was an answer. */
    private static final int CLIENT_CLOSED = 499;

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.PUT,
            HttpMethod.OPTIONS);
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new HashMap<>();
    private Optional<RouteNames> names = Optional.empty();

    private record Kind(String method, String route, int status) {}

    RequestReport(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Behind the route that gives a request its id. */
    void mount(Router router) {
        router.route().handler(context -> {
            long start = System.nanoTime();
            Span span = RequestSpan.begin(context.request());
            context.addEndHandler(ended -> end(router, context, span, System.nanoTime() - start, ended.succeeded()));
            context.next();
        });
    }

    private void end(Router router, RoutingContext context, Span span, long nanos, boolean answered) {
        if (names.isEmpty()) {
            names = Optional.of(new RouteNames(router));
        }
        HttpMethod asked = context.request().method();
        Kind kind = new Kind(
                METHODS.contains(asked) ? asked.name() : OTHER,
                names.get().of(context.normalizedPath()),
                status(context.response(), answered));
        Timer timer = timers.get(kind);
        if (timer == null) {
            timer = timer(kind);
            timers.put(kind, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
        tell(context, kind, nanos, answered);
        RequestSpan.end(span, context.request(), kind.method(), kind.route(), kind.status());
    }

    private static int status(HttpServerResponse response, boolean answered) {
        return answered || response.headWritten() ? response.getStatusCode() : CLIENT_CLOSED;
    }

    private static void tell(RoutingContext context, Kind kind, long nanos, boolean answered) {
        boolean health = kind.route().startsWith(HEALTH);
        if (health ? !ACCESS.isDebugEnabled() : !ACCESS.isInfoEnabled()) {
            return;
        }
        ACCESS.atLevel(health ? Level.DEBUG : Level.INFO)
                .log(
                        "request method={} route={} status={} micros={} sent={} answered={}",
                        kind.method(),
                        kind.route(),
                        kind.status(),
                        nanos / 1_000,
                        context.response().bytesWritten(),
                        answered);
    }

    private Timer timer(Kind kind) {
        return Timer.builder("http.server.request.duration")
                .description("From the head of a request to the end of its answer")
                .tag("http.request.method", kind.method())
                .tag("http.route", kind.route())
                .tag("http.response.status_code", Integer.toString(kind.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
