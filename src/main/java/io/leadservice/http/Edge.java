package io.leadservice.http;

import io.leadservice.bus.RequestIds;
import io.leadservice.http.Problem.Kind;
import io.leadservice.pipeline.Answer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every answer has in common: a request id, safe headers, and errors as problems. */
final class Edge {

    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final String REQUEST_ID = "X-Request-ID";
    private static final long LINGER_MILLIS = 1_000;
    private static final Pattern TAKEN_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private static final List<Kind> BY_STATUS = List.of(
            Kind.INVALID_REQUEST,
            Kind.FORBIDDEN,
            Kind.NOT_FOUND,
            Kind.BODY_TOO_LARGE,
            Kind.UNSUPPORTED_MEDIA_TYPE,
            Kind.EXPECTATION_FAILED,
            Kind.INTERNAL,
            Kind.UNAVAILABLE);

    private Edge() {}

    /**
     * First of all routes.
     *
     * @param tls whether answers go over TLS of our own
     */
    static void mount(Router router, boolean tls) {
        router.route().handler(context -> {
            SafeHeaders.put(context.response(), tls);
            String id = requestId(context);
            new RequestIds(id, "", "").attach();
            context.response().putHeader(REQUEST_ID, id);
            context.next();
        });
        for (Kind kind : BY_STATUS) {
            router.errorHandler(kind.status(), context -> fail(context, kind));
        }
        router.errorHandler(405, context -> {
            context.response().putHeader(HttpHeaders.ALLOW, allowed(router, context.normalizedPath()));
            refuse(context, Problem.of(Kind.METHOD_NOT_ALLOWED));
        });
    }

    /** A route that shows something: GET, and HEAD for whoever wants the headers only. */
    static Route look(Router router, String path) {
        return router.route(HttpMethod.GET, path).method(HttpMethod.HEAD);
    }

    /** Answers what is no HTTP request at all. */
    static void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        String name = cause == null ? "" : cause.getClass().getSimpleName();
        Kind kind = switch (name) {
            case "TooLongHttpLineException" -> Kind.URI_TOO_LONG;
            case "TooLongHttpHeaderException" -> Kind.HEADERS_TOO_LARGE;
            default -> Kind.INVALID_REQUEST;
        };
        String id = UUID.randomUUID().toString();
        SafeHeaders.put(request.response(), request.isSSL());
        request.response().putHeader(REQUEST_ID, id).putHeader(HttpHeaders.CONNECTION, "close");
        Problem.of(kind).send(request.response(), id);
    }

    static void refuse(RoutingContext context, Problem problem) {
        answer(context, problem.answer(requestId(context)));
    }

    /** Answers, if somebody is still there. Every refusal of access (401, 403, 404, 429) goes out here. */
    static void answer(RoutingContext context, Answer answer) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        discardRest(context);
        Answers.send(context.response(), answer);
    }

    /**
     * What is left of the body is thrown away. In HTTP/1 the connection cannot be used again; it closes after a moment:
     * closed at once, it would take the answer with it while the client still sends. It stays where the head of the answer went
     * out without a word of that, and the body ends in time. In HTTP/2 the others on it go on.
     */
    static void discardRest(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded() || context.response().closed()) {
            return;
        }
        request.handler(rest -> {}).endHandler(ended -> {});
        if (request.version() != HttpVersion.HTTP_2) {
            long end = context.vertx()
                    .setTimer(LINGER_MILLIS, id -> request.connection().close());
            if (context.response().headWritten()) {
                request.endHandler(ended -> context.vertx().cancelTimer(end));
            } else {
                context.response().putHeader(HttpHeaders.CONNECTION, "close");
            }
        }
        request.resume();
    }

    /** The caller's id, or one made for this request. */
    static String requestId(RoutingContext context) {
        String id = context.get(REQUEST_ID);
        if (id == null) {
            String taken = context.request().getHeader(REQUEST_ID);
            id = taken != null && TAKEN_ID.matcher(taken).matches()
                    ? taken
                    : UUID.randomUUID().toString();
            context.put(REQUEST_ID, id);
        }
        return id;
    }

    private static void fail(RoutingContext context, Kind kind) {
        Throwable failure = context.failure();
        if (kind == Kind.INTERNAL && failure != null) {
            StackTraceElement[] stack = failure.getStackTrace();
            LOG.error(
                    "request failed error={} at={}",
                    failure.getClass().getName(),
                    stack.length == 0 ? "unknown" : stack[0]);
        }
        context.response().putHeader(REQUEST_ID, requestId(context));
        refuse(context, Problem.of(kind));
    }

    private static String allowed(Router router, String path) {
        TreeSet<String> methods = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (route.methods() != null && matches(route, path)) {
                route.methods().stream().map(HttpMethod::name).forEach(methods::add);
            }
        }
        return String.join(", ", methods);
    }

    private static boolean matches(Route route, String path) {
        String pattern = route.getName();
        return pattern != null && path.matches(pattern.replaceAll(":[a-z]+", "[^/]+"));
    }
}
