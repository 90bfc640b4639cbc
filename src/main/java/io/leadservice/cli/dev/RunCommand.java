package io.leadservice.cli.dev;

import io.leadservice.LeadService;
import io.leadservice.cli.DevelopmentToken;
import io.leadservice.cli.ServeCommand;
import io.leadservice.cli.Subcommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything on this machine and says how to use it. */
@Command(
        name = "run",
        description = "Starts the service with embedded back ends and prints a call to paste.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer>, Subcommand {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final String LEAD =
            "{\"vertical\":\"AUTO\",\"contact_info\":{\"firstName\":\"John\",\"lastName\":\"Doe\","
                    + "\"email\":\"john@example.com\",\"phone\":\"1234567890\",\"address\":{\"street\":\"123 Main St\","
                    + "\"city\":\"Anytown\",\"state\":\"CA\",\"zip\":\"12345\"},\"dateOfBirth\":\"1980-01-01\"},"
                    + "\"vertical_data\":{\"vehicleYear\":2020,\"make\":\"Toyota\",\"model\":\"Camry\"},"
                    + "\"traffic_source\":\"organic\"}";

    @Option(names = "--conf", paramLabel = "FILE", description = "Configuration file, YAML or JSON.")
    private Optional<Path> conf = Optional.empty();

    @Override
    public Integer call() {
        Thread greeter = new Thread(() -> greetWhenReady(System.getenv(), System.nanoTime()), "greeter");
        greeter.setDaemon(true);
        greeter.start();
        LeadService.main(ServeCommand.arguments(conf, false).toArray(String[]::new));
        return ServeCommand.KEEP_RUNNING;
    }

    private static void greetWhenReady(Map<String, String> env, long begun) {
        String url = "http://127.0.0.1:" + env.getOrDefault("PORT", "3000");
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create(url + "/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            while (!answers(client, ready)) {
                Thread.sleep(POLL.toMillis());
            }
            greet(env, url, Duration.ofNanos(System.nanoTime() - begun));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(HttpClient client, HttpRequest ready) throws InterruptedException {
        try {
            return client.send(ready, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void greet(Map<String, String> env, String url, Duration took) {
        String token = DevelopmentToken.issue(env, "developer", "leads:write leads:read", Duration.ofHours(8));
        System.out.printf(
                "%nReady in %.1f s.%n%n  API      %s/api/v1/leads%n  docs     %s/docs%n  health   %s/health/ready%n"
                        + "  metrics  http://127.0.0.1:%s/metrics%n%n  token    %s%n%nTry it:%n%n"
                        + "curl -i %s/api/v1/leads -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '%s'%n%n"
                        + "Ctrl-C stops it.%n",
                took.toMillis() / 1000.0,
                url,
                url,
                url,
                env.getOrDefault("MANAGEMENT_PORT", "9000"),
                token,
                url,
                token,
                LEAD);
    }
}
