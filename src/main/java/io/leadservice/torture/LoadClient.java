package io.leadservice.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that does what the documentation tells it: posts each lead under an idempotency key of its own, round the
 * nodes, and repeats the same bytes under the same key at the next node until there is an answer that settles it.
 * Thread-safe.
 */
final class LoadClient {

    /** More than a node takes for an answer by default, so that a longer silence is a node that stands still. */
    private static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(7);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final int MAX_DOUBLINGS = 5;
    /** Retries at once: a gateway that repeats everything at the same moment keeps a service down. */
    private static final int MOST_RETRIES = 64;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<URI> nodes;
    private final String token;
    private final Ledger ledger;
    // Little is done with an answer, so it is done where it is read: for another thread one would have to be woken each
    // time.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Runnable::run)
            .build();
    private final Semaphore retries = new Semaphore(MOST_RETRIES);
    private volatile boolean closed;

    /** @param nodes their addresses without the path */
    LoadClient(List<URI> nodes, String token, Ledger ledger) {
        this.nodes = List.copyOf(nodes);
        this.token = token;
        this.ledger = ledger;
    }

    /**
     * Begins to deliver a lead; the ledger is told how it goes.
     *
     * @param number decides with which node it begins
     * @param due as of {@link System#nanoTime}: latency counts from then
     */
    void deliver(Payload payload, int number, long due) {
        ledger.begin(payload);
        attempt(new Delivery(payload, number, due, 0));
    }

    /** Gives up what is not settled yet. */
    void close() {
        closed = true;
    }

    /** One lead on its way. */
    private record Delivery(Payload payload, int number, long due, int failures) {

        Delivery failed() {
            return new Delivery(payload, number, due, failures + 1);
        }
    }

    private void attempt(Delivery delivery) {
        CompletableFuture<?> unused = post(delivery.payload(), delivery.number() + delivery.failures())
                .whenComplete((response, error) -> {
                    if (delivery.failures() > 0) {
                        retries.release();
                    }
                    if (response == null) {
                        again(delivery, reason(error));
                    } else {
                        answered(delivery, response);
                    }
                });
    }

    /** Posts a lead once, to the node whose turn it is by the number. */
    CompletableFuture<HttpResponse<String>> post(Payload payload, int number) {
        URI node = nodes.get(Math.floorMod(number, nodes.size()));
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/api/v1/leads"))
                .timeout(ATTEMPT_LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", payload.marker())
                .POST(BodyPublishers.ofString(payload.body()))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private void answered(Delivery delivery, HttpResponse<String> response) {
        int status = response.statusCode();
        String reason = status + " " + code(response.body());
        switch (status) {
            case 201, 202 ->
                ledger.acknowledged(delivery.payload(), status, leadId(response), System.nanoTime() - delivery.due());
            case 429, 500, 503, 504 -> again(delivery, reason);
            default -> {
                if (reason.equals("409 request_in_progress")) {
                    again(delivery, reason);
                } else {
                    ledger.refused(delivery.payload(), reason);
                }
            }
        }
    }

    private void again(Delivery delivery, String reason) {
        ledger.setback(reason, delivery.failures() == 0);
        retryLater(delivery.failed());
    }

    private void retryLater(Delivery delivery) {
        if (closed) {
            return;
        }
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(MAX_DOUBLINGS, delivery.failures()));
        long jittered = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
        Executor later = CompletableFuture.delayedExecutor(jittered, TimeUnit.MILLISECONDS);
        later.execute(() -> {
            if (retries.tryAcquire()) {
                attempt(delivery);
            } else {
                retryLater(delivery);
            }
        });
    }

    /** The id that both kinds of acknowledgement carry in their Location. */
    static String leadId(HttpResponse<String> response) {
        String location = response.headers().firstValue("Location").orElse("");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String code(String body) {
        try {
            return JSON.readTree(body).path("code").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static String reason(@Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause == null) {
            return "no answer";
        }
        // Of a connection that broke the message alone tells how.
        return cause.getClass() == IOException.class
                ? "IOException " + cause.getMessage()
                : cause.getClass().getSimpleName();
    }
}
