package io.leadservice.cli.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waits until a service says that it can take leads. */
final class ReadyWait {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private ReadyWait() {}

    /**
     * Returns at once; a thread of its own waits, and completes the future.
     *
     * @param management URL of the management port
     * @param err told once, meanwhile, what is waited for
     */
    static Future<Void> on(String management, PrintStream err) {
        Promise<Void> ready = Promise.promise();
        Thread waiter = new Thread(() -> await(management, err, ready), "ready-wait");
        waiter.setDaemon(true);
        waiter.start();
        return ready.future();
    }

    private static void await(String management, PrintStream err, Promise<Void> ready) {
        try {
            String told = "";
            for (String missing = missing(management); !missing.isEmpty(); missing = missing(management)) {
                if (!missing.equals(told)) {
                    err.println("not ready yet: " + missing);
                    told = missing;
                }
                Thread.sleep(POLL.toMillis());
            }
            ready.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ready.fail(e);
        }
    }

    /** What {@code /health/ready} says is not there, or nothing once it answers 200. */
    private static String missing(String management) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(management + "/health/ready").toURL().openConnection();
            connection.setConnectTimeout((int) LIMIT.toMillis());
            connection.setReadTimeout((int) LIMIT.toMillis());
            if (connection.getResponseCode() == OK) {
                return "";
            }
            try (InputStream body = connection.getErrorStream()) {
                return reasons(JSON.readTree(body));
            }
        } catch (IOException e) {
            return management + " does not answer";
        }
    }

    private static String reasons(JsonNode report) {
        List<String> reasons = new ArrayList<>();
        report.path("stages").properties().forEach(stage -> {
            String reason = stage.getValue().path("reason").asText();
            if (!reason.isEmpty()) {
                reasons.add(stage.getKey() + ": " + reason);
            }
        });
        return reasons.isEmpty() ? report.path("status").asText("unready") : String.join(", ", reasons);
    }
}
