package io.leadservice;

import io.leadservice.cli.DevelopmentToken;
import io.leadservice.config.BackEndAddresses;
import io.leadservice.config.ConfigLoader;
import io.leadservice.embedded.SharedBackEnds;
import io.leadservice.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A whole node in this process on free ports and the shared back ends, with metrics; every answer is held to the contract. */
final class TestNode implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final OpenApiContract CONTRACT = OpenApiContract.load();

    private final Vertx vertx;
    private final Node node;
    private final Map<String, String> env;

    private TestNode(Vertx vertx, Node node, Map<String, String> env) {
        this.vertx = vertx;
        this.node = node;
        this.env = env;
    }

    /** @param settings environment variables that go before those of the shared back ends */
    static TestNode start(Map<String, String> settings) throws IOException {
        BackEndAddresses backEnds = SharedBackEnds.addresses();
        Map<String, String> env = new HashMap<>(Map.of(
                "PORT", Integer.toString(freePort()),
                "MANAGEMENT_PORT", Integer.toString(freePort()),
                "LEAD_HTTP_HOST", "127.0.0.1",
                "LEAD_MANAGEMENT_HOST", "127.0.0.1",
                "MONGODB_URI", backEnds.mongodbUri(),
                "REDIS_URL", backEnds.redisUri(),
                "KAFKA_BROKERS", backEnds.kafkaBrokers(),
                "DATA_DIR", Files.createTempDirectory("lead-service-keys").toString()));
        env.putAll(settings);
        Vertx vertx = Telemetry.attach(Vertx.builder().with(Telemetry.configure(new VertxOptions())), Map.of())
                .build();
        return new TestNode(vertx, join(Node.start(vertx, ConfigLoader.load(Map.of(), env, Map.of()), 1)), env);
    }

    /** Posts a lead; fails if the answer stays out for longer than the service allows itself. */
    HttpResponse<String> post(String lead) throws IOException, InterruptedException {
        return send(request("/api/v1/leads")
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(lead)));
    }

    /** Begins to post a lead, with headers {@code name, value, name, value …} besides the usual ones. */
    CompletableFuture<HttpResponse<String>> begin(String lead, String... headers) {
        HttpRequest.Builder builder = request("/api/v1/leads").header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        HttpRequest request = builder.POST(BodyPublishers.ofString(lead)).build();
        return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> checked(request, response));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /** All metrics as the management port shows them. */
    String metrics() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + env.get("MANAGEMENT_PORT") + "/metrics");
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private HttpRequest.Builder request(String path) {
        String token =
                DevelopmentToken.issue(env, "developer", "leads:write leads:read leads:pii", Duration.ofHours(1));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + env.get("PORT") + path))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        return checked(request, HTTP.send(request, BodyHandlers.ofString()));
    }

    private static HttpResponse<String> checked(HttpRequest request, HttpResponse<String> response) {
        try {
            CONTRACT.check(request, response);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        join(node.stop());
        join(vertx.close());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
