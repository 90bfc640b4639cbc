package io.leadservice.cli.dev;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Posts the leads of a file; a thread sends, those of the HTTP client record the answers. */
final class Sender {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    private final URI target;
    private final String token;
    private final int concurrency;
    private final OptionalDouble rate;
    private final SendReport report;
    private final Runnable step;
    private final Semaphore slots;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(REQUEST_LIMIT)
            .build();
    private volatile boolean reached;
    private volatile boolean unreachable;

    /**
     * @param url of the service, without the path
     * @param rate leads a second; as fast as answers come without
     * @param step called after each answer
     */
    Sender(URI url, String token, int concurrency, OptionalDouble rate, SendReport report, Runnable step) {
        this.target = URI.create(url.toString().replaceAll("/+$", "") + "/api/v1/leads");
        this.token = token;
        this.concurrency = concurrency;
        this.rate = rate;
        this.report = report;
        this.step = step;
        this.slots = new Semaphore(concurrency);
    }

    /**
     * Sends the chosen leads and waits for the last answer. With a rate each lead has its moment, and its latency counts
     * from that moment, however late the answers before it come.
     *
     * @throws ConnectException if nothing answers at the URL from the start
     */
    void send(LeadFile file, Predicate<LabelledLead> chosen) throws InterruptedException, ConnectException {
        long begun = System.nanoTime();
        long[] index = {0};
        file.forEach(chosen, lead -> {
            long due = rate.isPresent() ? waitUntil(begun + nanosOf(index[0]++)) : 0;
            slots.acquire();
            if (unreachable) {
                slots.release();
                return;
            }
            post(lead, rate.isPresent() ? due : System.nanoTime());
        });
        slots.acquire(concurrency);
        slots.release(concurrency);
        if (unreachable) {
            throw new ConnectException("nothing answers at " + target.getScheme() + "://" + target.getAuthority());
        }
    }

    private void post(LabelledLead lead, long from) {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(REQUEST_LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(lead.lead()))
                .build();
        CompletableFuture<?> unused = client.sendAsync(request, BodyHandlers.ofString())
                .whenComplete((response, error) -> {
                    record(lead, response, error, System.nanoTime() - from);
                    step.run();
                    slots.release();
                });
    }

    private void record(
            LabelledLead lead, @Nullable HttpResponse<String> response, @Nullable Throwable error, long nanos) {
        if (response != null) {
            reached = true;
            report.answer(lead, response.statusCode(), response.body(), nanos);
        } else {
            unreachable |= !reached && neverConnected(error);
            report.error(lead);
        }
    }

    private static boolean neverConnected(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private long nanosOf(long index) {
        return (long) (index * TimeUnit.SECONDS.toNanos(1) / rate.orElseThrow());
    }

    private static long waitUntil(long due) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        return due;
    }
}
