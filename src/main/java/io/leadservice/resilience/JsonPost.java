package io.leadservice.resilience;

import io.leadservice.bus.Deadline;
import io.leadservice.resilience.CallFailure.Reason;
import io.leadservice.tracing.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to one URL over HTTP/1.1 and answers with the body of a 2xx. Connections are kept and bounded, so is the
 * answer, and a connection on which an answer stays out is closed. Redirects are not followed.
 */
public final class JsonPost implements OutsideCall<Buffer, Buffer> {

    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final int MAX_ANSWER_BYTES = 65_536;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    private final HttpClient client;
    private final RequestOptions target;
    private final Attributes attributes;

    /** @param url where to post, {@code http} or {@code https} */
    public JsonPost(HttpClient client, URI url) {
        this.client = client;
        this.target = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json");
        // Without user and query, which may hold what is secret.
        this.attributes = Attributes.builder()
                .put("http.request.method", "POST")
                .put("server.address", target.getHost())
                .put("server.port", target.getPort())
                .put("url.full", url.getScheme() + "://" + target.getHost() + ':' + target.getPort() + url.getPath())
                .build();
    }

    /**
     * A client for such posts, closed by its maker. Certificates and host names are checked against the JVM's trust store.
     *
     * @param poolSize the most connections
     * @param maxWaiting how many calls may wait for one
     */
    public static HttpClient client(Vertx vertx, int poolSize, int maxWaiting) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) CONNECT_LIMIT.toMillis())
                        .setKeepAliveTimeout((int) KEEP_ALIVE.toSeconds())
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(poolSize).setMaxWaitQueueSize(maxWaiting));
    }

    @Override
    public Future<Buffer> ask(Buffer body, Deadline deadline) {
        Spans spans = Spans.here();
        return spans.recording()
                ? spans.call("POST", SpanKind.CLIENT, attributes, span -> post(body, deadline, span))
                : post(body, deadline, Span.current());
    }

    private Future<Buffer> post(Buffer body, Deadline deadline, Span span) {
        return client.request(new RequestOptions(target).setTimeout(millis(deadline)))
                .compose(request -> {
                    Spans.traceparent(span).ifPresent(trace -> request.putHeader(Spans.TRACEPARENT, trace));
                    return request.send(body).compose(response -> read(request, response, deadline, span));
                })
                .recover(cause -> Future.failedFuture(asCallFailure(cause)));
    }

    private static Future<Buffer> read(
            HttpClientRequest request, HttpClientResponse response, Deadline deadline, Span span) {
        span.setAttribute(STATUS, response.statusCode());
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > MAX_ANSWER_BYTES) {
                response.handler(ignored -> {});
                request.reset();
            }
        });
        // The request's own time-out ends with the head of the answer (Vert.x 5.0.10), so the body gets another.
        return response.end()
                .timeout(millis(deadline), TimeUnit.MILLISECONDS)
                .onFailure(cause -> request.reset())
                .recover(cause -> Future.failedFuture(body.length() > MAX_ANSWER_BYTES ? tooLarge() : cause))
                .compose(end -> judge(response.statusCode(), body));
    }

    private static CallFailure tooLarge() {
        return new CallFailure(Reason.BAD_ANSWER, "the answer is too large");
    }

    private static long millis(Deadline deadline) {
        return Math.max(1, deadline.remaining().toMillis());
    }

    private static Future<Buffer> judge(int status, Buffer answer) {
        if (status >= 200 && status < 300) {
            return Future.succeededFuture(answer);
        }
        Reason reason = status == 400 || status == 422 ? Reason.REFUSED : Reason.BAD_STATUS;
        return Future.failedFuture(new CallFailure(reason, "the service answered " + status));
    }

    /** Time-outs pass as they are: the caller knows whether the time was fair. */
    private static Throwable asCallFailure(Throwable cause) {
        boolean known = cause instanceof CallFailure || cause instanceof TimeoutException;
        return known
                ? cause
                : new CallFailure(
                        Reason.UNREACHABLE, "no connection: " + cause.getClass().getSimpleName());
    }
}
