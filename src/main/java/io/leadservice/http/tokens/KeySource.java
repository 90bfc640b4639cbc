package io.leadservice.http.tokens;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Where a JWK set comes from. */
interface KeySource {

    int MAX_BYTES = 262_144;

    /** Reads the document anew. */
    Future<Buffer> load();

    /** Closes what it holds. */
    Future<Void> close();

    /** A file that is replaced as a whole. */
    static KeySource of(Vertx vertx, Path file) {
        return new KeySource() {
            @Override
            public Future<Buffer> load() {
                return vertx.fileSystem()
                        .props(file.toString())
                        .compose(properties -> properties.size() > MAX_BYTES
                                ? Future.failedFuture(tooLarge())
                                : vertx.fileSystem().readFile(file.toString()));
            }

            @Override
            public Future<Void> close() {
                return Future.succeededFuture();
            }
        };
    }

    /** An URL; redirects are not followed, the whole of it is bounded in time and the answer in size. */
    static KeySource of(Vertx vertx, URI url, Duration limit) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) limit.toMillis()),
                new PoolOptions().setHttp1MaxSize(1).setMaxWaitQueueSize(1));
        RequestOptions target = new RequestOptions()
                .setAbsoluteURI(url.toString())
                .setTimeout(limit.toMillis())
                .putHeader(HttpHeaders.ACCEPT, "application/jwk-set+json, application/json");
        return new KeySource() {
            @Override
            public Future<Buffer> load() {
                Future<HttpClientRequest> opened = client.request(target);
                return opened.compose(request -> request.send().compose(response -> read(request, response)))
                        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .onFailure(cause -> opened.onSuccess(HttpClientRequest::reset));
            }

            @Override
            public Future<Void> close() {
                return client.close();
            }
        };
    }

    private static Future<Buffer> read(HttpClientRequest request, HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > MAX_BYTES) {
                response.handler(ignored -> {});
                request.reset();
            }
        });
        return response.end()
                .compose(end -> response.statusCode() == 200
                        ? Future.succeededFuture(body)
                        : Future.failedFuture(new IOException("the answer was " + response.statusCode())));
    }

    private static IOException tooLarge() {
        return new IOException("it has more than " + MAX_BYTES + " bytes");
    }
}
