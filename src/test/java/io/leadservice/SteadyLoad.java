package io.leadservice;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Posts valid leads to a node, always so many at once, until it is closed. */
final class SteadyLoad implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestNode node;
    private final String token;
    private final AtomicLong answered = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> senders = new ArrayList<>();
    private volatile boolean closed;

    SteadyLoad(TestNode node, int inFlight) {
        this.node = node;
        this.token = node.token("steady", "leads:write");
        for (int i = 0; i < inFlight; i++) {
            senders.add(post(i));
        }
    }

    /** How many leads were taken. */
    long answered() {
        return answered.get();
    }

    /** What became of those that were not. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private CompletableFuture<Void> post(int number) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        HttpRequest request = HttpRequest.newBuilder(node.uri("/api/v1/leads"))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(lead(number)))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .handle(this::count)
                .thenComposeAsync(done -> post(number));
    }

    private Void count(HttpResponse<String> response, Throwable cause) {
        if (response == null) {
            failures.add(String.valueOf(cause));
        } else if (response.statusCode() == 201) {
            answered.incrementAndGet();
        } else {
            failures.add(response.statusCode() + " " + response.body());
        }
        return null;
    }

    static String lead(int number) {
        String lead =
                "{'vertical':'AUTO','contact_info':{'firstName':'Jane','lastName':'Steady" + (char) ('a' + number % 26)
                        + "','email':'" + UUID.randomUUID() + "@example.com','phone':'1234567890','address':{"
                        + "'street':'123 Main St','city':'Anytown','state':'CA','zip':'90210'},'dateOfBirth':'1980-01-01'},"
                        + "'vertical_data':{'vehicleYear':2020,'make':'Toyota','model':'Camry'},'traffic_source':'organic'}";
        return lead.replace('\'', '"');
    }

    /** Sends no more, and waits for what is under way. */
    @Override
    public void close() {
        closed = true;
        senders.forEach(CompletableFuture::join);
    }
}
