package io.leadservice.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Uploads of many leads, one after the other and a few at once. The latency of a row is that of its upload. */
final class BatchLoad {

    private static final int ROWS = 1_000;
    private static final int AT_ONCE = 2;
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final Pattern STATUS = Pattern.compile("\"status\":(\\d{3})[,}]");

    private final HttpClient client;
    private final URI node;
    private final String token;
    private final Supplier<byte[]> leads;

    BatchLoad(Vertx vertx, URI node, String token, Supplier<byte[]> leads) {
        this.client = vertx.createHttpClient();
        this.node = node;
        this.token = token;
        this.leads = leads;
    }

    /** Begins uploads for so long and waits for the last one; blocks. */
    List<Tally> run(Duration length) {
        Tally tally = new Tally(Stand.TAKEN, length);
        long end = System.nanoTime() + length.toNanos();
        Awaiting.within(
                length.plus(GRACE),
                Future.all(
                        Stream.generate(() -> again(tally, end)).limit(AT_ONCE).toList()));
        return List.of(tally);
    }

    private Future<Void> again(Tally tally, long end) {
        if (System.nanoTime() >= end) {
            return Future.succeededFuture();
        }
        Buffer body = body();
        long begun = System.nanoTime();
        return post(body).compose(answer -> {
            synchronized (tally) {
                count(tally, answer.toString(), System.nanoTime() - begun);
            }
            return again(tally, end);
        });
    }

    /** One at a time: uploads go on on event loops of their own. */
    private synchronized Buffer body() {
        Buffer body = Buffer.buffer();
        for (int row = 0; row < ROWS; row++) {
            body.appendBytes(leads.get()).appendString("\n");
        }
        return body;
    }

    private Future<Buffer> post(Buffer body) {
        return client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(node.resolve("/api/v1/leads/batch").toString())
                        .putHeader("Authorization", "Bearer " + token)
                        .putHeader("Content-Type", "application/x-ndjson"))
                .compose(request -> request.send(body))
                .compose(response -> response.body());
    }

    /** A line for each row; a row without one has no answer. */
    private static void count(Tally tally, String lines, long nanos) {
        Matcher statuses = STATUS.matcher(lines);
        int rows = 0;
        for (; rows < ROWS && statuses.find(); rows++) {
            tally.answered(Integer.parseInt(statuses.group(1)), nanos);
        }
        for (; rows < ROWS; rows++) {
            tally.answered(Tally.NO_ANSWER, nanos);
        }
    }
}
