package io.leadservice.cli.dev;

import io.leadservice.Endpoints;
import io.leadservice.Foreground;
import io.leadservice.cli.DevelopmentToken;
import io.leadservice.config.LeadServiceConfig;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What a developer is told once the service can take leads: where it is, and a call to paste. */
final class Greeting {

    private static final List<Integer> TAKEN = List.of(201, 202);
    private static final Duration LIMIT = Duration.ofSeconds(10);
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
        this.management = url("http", config.management().host(), endpoints.management());
    }

    /** Prints what to know and leaves the service running. */
    Future<Integer> printWhenReady(PrintStream out, PrintStream err) {
        ReadyWait.on(management, err).onSuccess(ready -> {
            out.print(text(Duration.between(begun, Instant.now())));
            out.flush();
        });
        return Foreground.UNTIL_STOPPED;
    }

    /** Posts leads and prints the last answer's status; ends with 0 if they were taken. */
    Future<Integer> tryWhenReady(int leads, PrintStream out, PrintStream err) {
        return ReadyWait.on(management, err).map(ready -> {
            int status = post();
            for (int more = 1; more < leads && TAKEN.contains(status); more++) {
                status = post();
            }
            out.printf(leads == 1 ? "the lead was answered with %d%n" : "the last lead was answered with %d%n", status);
            return TAKEN.contains(status) ? 0 : 1;
        });
    }

    private int post() {
        String api = api(endpoints.http().orElseThrow());
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(api + "/api/v1/leads").toURL().openConnection();
            connection.setReadTimeout((int) LIMIT.toMillis());
            connection.setRequestProperty("Authorization", "Bearer " + token());
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("Idempotency-Key", UUID.randomUUID().toString());
            connection.setDoOutput(true);
            connection.getOutputStream().write(newPerson().getBytes(StandardCharsets.UTF_8));
            return connection.getResponseCode();
        } catch (IOException e) {
            throw new UncheckedIOException("the service does not answer", e);
        }
    }

    /** The example under an e-mail of its own, since the one person is a duplicate the second time. */
    private static String newPerson() {
        return LEAD.replace("john@", "john." + UUID.randomUUID() + "@");
    }

    private String token() {
        return DevelopmentToken.issue(config, "developer", "leads:write leads:read", Duration.ofHours(8));
    }

    String text(Duration took) {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "%nReady in %.1f s.%n%n", took.toMillis() / 1000.0));
        endpoints.http().ifPresent(port -> {
            String api = api(port);
            text.append(String.format("  API      %s/api/v1/leads%n  docs     %s/docs%n", api, api));
        });
        text.append(String.format(
                "  console  %s/console%n  health   %s/health/ready%n  metrics  %s/metrics%n",
                management, management, management));
        endpoints.http().ifPresent(port -> text.append(call(api(port))));
        return text.append(String.format("%nCtrl-C stops it.%n")).toString();
    }

    private String call(String api) {
        String token = token();
        String trust = config.http()
                .tls()
                .map(tls -> " --cacert '" + tls.certificate() + "'")
                .orElse("");
        return String.format(
                "%n  token    %s%n%nTry it:%n%ncurl -i%s %s/api/v1/leads -H 'Authorization: Bearer %s'"
                        + " -H 'Content-Type: application/json' -d '%s'%n",
                token, trust, api, token, LEAD);
    }

    private String api(int port) {
        return url(
                config.http().tls().isPresent() ? "https" : "http",
                config.http().host(),
                port);
    }

    /** A host that stands for all addresses is reached by the loopback one. */
    private static String url(String scheme, String host, int port) {
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return scheme + "://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port;
    }
}
