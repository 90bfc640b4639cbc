package io.leadservice;

import io.leadservice.cli.DevelopmentToken;
import io.leadservice.config.BackEndAddresses;
import io.leadservice.config.ConfigOrigin;
import io.leadservice.config.ConfigSnapshot;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.embedded.SharedBackEnds;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBusOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A node of the service in this JVM, on free loopback ports and the back ends that tests share, and a client to it. */
public final class TestNode implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final OpenApiContract CONTRACT = OpenApiContract.load();

    private final Map<String, String> env;
    private final Service service;
    private final Duration limit;

    private TestNode(Map<String, String> env, Service service, Duration limit) {
        this.env = env;
        this.service = service;
        this.limit = limit;
    }

    /** How a node is set up before it starts: as in development, on back ends that run. */
    public static final class Setup {

        private final Map<String, String> env = new HashMap<>();
        private final Map<String, String> properties = new HashMap<>();
        private Optional<Path> file = Optional.empty();
        private boolean clustered;
        private Consumer<EventBusOptions> bus = options -> {};

        private Setup() {
            BackEndAddresses backEnds = SharedBackEnds.addresses();
            env.put("PORT", "0");
            env.put("LEAD_MANAGEMENT_PORT", "0");
            env.put("LEAD_HTTP_HOST", "127.0.0.1");
            env.put("LEAD_MANAGEMENT_HOST", "127.0.0.1");
            env.put("MONGODB_URI", backEnds.mongodbUri());
            env.put("REDIS_URL", backEnds.redisUri());
            env.put("KAFKA_BROKERS", backEnds.kafkaBrokers());
            env.put("DATA_DIR", Keys.FOLDER.toString());
        }

        /** Sets a key by its variable, {@code LEAD_STAGES_HTTP_INSTANCES}. */
        public Setup with(String variable, Object value) {
            env.put(variable, String.valueOf(value));
            return this;
        }

        /** Sets a key that has no variable, by its name. */
        public Setup key(String key, Object value) {
            properties.put("lead." + key, String.valueOf(value));
            return this;
        }

        /** Widens the limits, for tests of what becomes of a lead and not of how busy the machine is. */
        public Setup patient() {
            return with("LEAD_HTTP_REQUEST_TIMEOUT", "30s")
                    .with("LEAD_STAGES_HOP_TIMEOUT", "20s")
                    .with("LEAD_MONGODB_TIMEOUT", "20s")
                    .with("LEAD_KAFKA_TIMEOUT", "20s");
        }

        /** How many instances of each stage run on this node; no intake. */
        public Setup instances(int http, int validation, int scoring, int persistence, int publishing) {
            return with("LEAD_STAGES_HTTP_INSTANCES", http)
                    .with("LEAD_STAGES_INTAKE_INSTANCES", 0)
                    .with("LEAD_STAGES_VALIDATION_INSTANCES", validation)
                    .with("LEAD_STAGES_SCORING_INSTANCES", scoring)
                    .with("LEAD_STAGES_PERSISTENCE_INSTANCES", persistence)
                    .with("LEAD_STAGES_PUBLISHING_INSTANCES", publishing);
        }

        /** Lets the node join those that look for members at the same port, and none else on this machine. */
        public Setup clustered(int membershipPort) {
            clustered = true;
            return with("LEAD_CLUSTER_NAME", "test-" + membershipPort)
                    .with("LEAD_CLUSTER_PORT", membershipPort)
                    .with("LEAD_CLUSTER_MEMBERS", "127.0.0.1:" + membershipPort);
        }

        /** Lets what other nodes send to this one over the event bus go through a relay. */
        public Setup reachedThrough(Relay relay) {
            bus = options -> options.setClusterPublicHost("127.0.0.1").setClusterPublicPort(relay.port());
            return with("LEAD_CLUSTER_BUS_PORT", relay.target());
        }

        /** Puts the event bus under TLS. */
        public Setup busTls(Certificates.Issued own, Path ca) {
            return with("LEAD_CLUSTER_TLS_CERTIFICATE", own.certificate())
                    .with("LEAD_CLUSTER_TLS_KEY", own.key())
                    .with("LEAD_CLUSTER_TLS_CA", ca);
        }

        /** Lets the node read a configuration file, and look at it as often as it says. */
        public Setup file(Path configuration) {
            file = Optional.of(configuration);
            return this;
        }

        /** Blocks until the node runs. */
        public TestNode start() {
            ConfigSnapshot read = file.map(path -> ConfigOrigin.ofFile(path, env, properties))
                    .orElseGet(() -> ConfigOrigin.ofTree(Map.of(), env, properties))
                    .read();
            LeadServiceConfig config = read.config();
            Service service = join(Service.start(read, clustered, bus));
            return new TestNode(
                    Map.copyOf(env), service, config.http().requestTimeout().multipliedBy(2));
        }
    }

    public static Setup setup() {
        return new Setup();
    }

    /** @param settings environment variables that go before those of the shared back ends */
    public static TestNode start(Map<String, String> settings) {
        Setup setup = setup();
        settings.forEach(setup::with);
        return setup.start();
    }

    /** The variables that the node was started with. */
    public Map<String, String> env() {
        return env;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.endpoints().http().orElseThrow() + path);
    }

    public URI management(String path) {
        return URI.create("http://127.0.0.1:" + service.endpoints().management() + path);
    }

    public String token(String subject, String scope) {
        return DevelopmentToken.issue(env, subject, scope, Duration.ofHours(1));
    }

    /** Posts a lead; fails if the answer stays out for twice as long as the service allows itself. */
    public HttpResponse<String> post(String lead) throws IOException, InterruptedException {
        return send(request("/api/v1/leads")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(lead))
                .build());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    /** Begins to post a lead, with headers {@code name, value, name, value …} besides the usual ones. */
    public CompletableFuture<HttpResponse<String>> begin(String lead, String... headers) {
        HttpRequest.Builder builder = request("/api/v1/leads").header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        HttpRequest request = builder.POST(BodyPublishers.ofString(lead)).build();
        return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> checked(request, response));
    }

    /** Sends anything as anybody, with headers {@code name, value, name, value …} besides the token. */
    public HttpResponse<String> send(String token, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path))
                .timeout(limit)
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return send(builder.build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
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

    /** Whether {@code /health/ready} of the management port answers 200. */
    public boolean ready() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(management("/health/ready")).build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    /** All metrics as the management port shows them. */
    public String metrics() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(management("/metrics")).build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(limit)
                .header("Authorization", "Bearer " + token("developer", "leads:write leads:read leads:pii"));
    }

    /** Stops it in order; the back ends run on. */
    @Override
    public void close() {
        join(service.stop());
    }

    public static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** Development keys that all nodes of this JVM share, as those of one machine do. */
    private static final class Keys {
        static final Path FOLDER = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("lead-service-keys");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> SharedBackEnds.delete(folder)));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
