package io.leadservice.http;

import io.leadservice.tracing.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpServerRequest;

/**
 * The span of a request, named by OpenTelemetry's conventions for HTTP. The path and the query stay out, since anything may
 * stand there, and so does the client's address; the route tells enough.
 */
final class RequestSpan {

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final int SERVER_ERROR = 500;

    private RequestSpan() {}

    /** Begins a span below the gateway's, which is at work from now on; health checks, which come all the time, have none. */
    static Span begin(HttpServerRequest request) {
        if (request.path() != null && request.path().startsWith(RequestReport.HEALTH)) {
            return Span.getInvalid();
        }
        Span span = Spans.here().request(request.method().name(), request.getHeader(Spans.TRACEPARENT));
        Spans.attach(span);
        return span;
    }

    /**
     * @param method of a bounded set
     * @param route the path as a template, or {@link RouteNames#NONE}
     */
    static void end(Span span, HttpServerRequest request, String method, String route, int status) {
        if (span.isRecording()) {
            span.setAttribute(METHOD, method);
            span.setAttribute(SCHEME, request.scheme());
            span.setAttribute(STATUS, (long) status);
            boolean known = !route.equals(RouteNames.NONE);
            if (known) {
                span.setAttribute(ROUTE, route);
            }
            String verb = method.equals(RequestReport.OTHER) ? "HTTP" : method;
            span.updateName(known ? verb + ' ' + route : verb);
            if (status >= SERVER_ERROR) {
                Spans.fail(span, Integer.toString(status));
            }
        }
        span.end();
    }
}
