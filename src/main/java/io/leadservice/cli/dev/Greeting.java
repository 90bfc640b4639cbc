package io.leadservice.cli.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.Endpoints;
import io.leadservice.cli.DevelopmentToken;
import io.leadservice.config.LeadServiceConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a developer is told once the service can take leads: where it is, and a call to paste. */
final class Greeting {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String LEAD =
            "{\"vertical\":\"AUTO\",\"contact_info\":{\"firstName\":\"John\",\"lastName\":\"Doe\","
                    + "\"email\":\"john@example.com\",\"phone\":\"1234567890\",\"address\":{\"street\":\"123 Main St\","
                    + "\"city\":\"Anytown\",\"state\":\"CA\",\"zip\":\"12345\"},\"dateOfBirth\":\"1980-01-01\"},"
                    + "\"vertical_data\":{\"vehicleYear\":2020,\"make\":\"Toyota\",\"model\":\"Camry\"},"
                    + "\"traffic_source\":\"organic\"}";

    private final LeadServiceConfig config;
    private final Endpoints endpoints;
    private final Instant begun;
    private final String management;

    /** @param begun when the command was called */
    Greeting(LeadServiceConfig config, Endpoints endpoints, Instant begun) {
        this.config = config;
        this.endpoints = endpoints;
        this.begun = begun;
        this.management = url(config.management().host(), endpoints.management());
    }

    /** Returns at once; a thread of its own waits for the service and says meanwhile, once, what it waits for. */
    void printWhenReady(PrintStream out, PrintStream err) {
        Thread greeter = new Thread(() -> print(out, err), "greeter");
        greeter.setDaemon(true);
        greeter.start();
    }

    private void print(PrintStream out, PrintStream err) {
        try {
            String told = "";
            for (String missing = missing(); !missing.isEmpty(); missing = missing()) {
                if (!missing.equals(told)) {
                    err.println("not ready yet: " + missing);
                    told = missing;
                }
                Thread.sleep(POLL.toMillis());
            }
            out.print(text(Duration.between(begun, Instant.now())));
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What {@code /health/ready} says is not there, or nothing once it answers 200. */
    private String missing() {
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

    String text(Duration took) {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "%nReady in %.1f s.%n%n", took.toMillis() / 1000.0));
        endpoints.http().ifPresent(port -> {
            String api = url(config.http().host(), port);
            text.append(String.format("  API      %s/api/v1/leads%n  docs     %s/docs%n", api, api));
        });
        text.append(String.format("  health   %s/health/ready%n  metrics  %s/metrics%n", management, management));
        endpoints.http().ifPresent(port -> text.append(call(url(config.http().host(), port))));
        return text.append(String.format("%nCtrl-C stops it.%n")).toString();
    }

    private String call(String api) {
        String token = DevelopmentToken.issue(config, "developer", "leads:write leads:read", Duration.ofHours(8));
        return String.format(
                "%n  token    %s%n%nTry it:%n%ncurl -i %s/api/v1/leads -H 'Authorization: Bearer %s'"
                        + " -H 'Content-Type: application/json' -d '%s'%n",
                token, api, token, LEAD);
    }

    /** A host that stands for all addresses is reached by the loopback one. */
    private static String url(String host, int port) {
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port;
    }
}
