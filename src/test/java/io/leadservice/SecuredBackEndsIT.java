package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.cli.DevelopmentToken;
import io.leadservice.cli.LeadCommand;
import io.leadservice.embedded.LoopbackPort;
import io.leadservice.embedded.SecuredBackEnds;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service in a process of its own, against back ends under TLS: MongoDB's and Redis' and Kafka's certificates are checked
 * against the trust store of the JVM, Redis and Kafka want a password besides.
 */
class SecuredBackEndsIT {

    private static final int NOBODY = 0;
    private static final String STORE_PASSWORD = "changeit";
    private static final String SECRET = "a-secret-of-a-test-with-32-bytes-and-more";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path folder;

    private static SecuredBackEnds backEnds;
    private static Path trust;

    @BeforeAll
    static void start() throws Exception {
        Certificates authority = Certificates.in(folder, "ca");
        backEnds = SecuredBackEnds.start(folder, authority);
        trust = trustStore(authority.issue("any"));
    }

    @AfterAll
    static void stop() {
        backEnds.close();
    }

    @Test
    void takesLeadsOverTlsWithTheRightPasswords() throws Exception {
        try (Child node = Child.start(backEnds.addresses().redisUri(), SecuredBackEnds.PASSWORD, trust)) {
            await().atMost(180, TimeUnit.SECONDS).until(() -> node.post() == 201);

            assertThat(node.ready()).isTrue();
            await().atMost(90, TimeUnit.SECONDS).until(() -> node.metrics().contains("lead_outbox_backlog 0.0"));
            assertThat(node.metrics())
                    .contains("rate_limit_decisions_total{by=\"redis\"")
                    .doesNotContain("rate_limit_decisions_total{by=\"node\"");
        }
    }

    @Test
    void goesOnWithoutRedisAndKeepsEventsWhereThePasswordsAreWrong() throws Exception {
        String redis = backEnds.addresses().redisUri().replace(SecuredBackEnds.PASSWORD, "wrong");
        try (Child node = Child.start(redis, "wrong", trust)) {
            await().atMost(180, TimeUnit.SECONDS).until(() -> node.post() == 201);

            assertThat(node.metrics())
                    .contains("rate_limit_decisions_total{by=\"node\"")
                    .doesNotContain("rate_limit_decisions_total{by=\"redis\"");
            // what waits is counted at times, and told at the next look
            await().atMost(90, TimeUnit.SECONDS).until(() -> !node.metrics().contains("lead_outbox_backlog 0.0"));
            assertThat(node.said()).doesNotContain("wrong\"", ":wrong@");
        }
    }

    @Test
    void speaksToNoBackEndWhoseCertificateNobodyVouchesFor() throws Exception {
        Certificates others = Certificates.in(folder, "others");
        Path stranger = trustStore(others.issue("other"));
        Map<String, String> impatient = Map.of(
                "LEAD_HTTP_REQUEST_TIMEOUT", "5s",
                "LEAD_STAGES_HOP_TIMEOUT", "4s",
                "LEAD_MONGODB_TIMEOUT", "1s",
                "LEAD_KAFKA_TIMEOUT", "2s");
        try (Child node = Child.start(backEnds.addresses().redisUri(), SecuredBackEnds.PASSWORD, stranger, impatient)) {
            AtomicInteger answer = new AtomicInteger(NOBODY);
            await().atMost(180, TimeUnit.SECONDS).until(() -> {
                answer.set(node.post());
                return answer.get() != NOBODY;
            });

            assertThat(answer.get()).isIn(503, 504);
            assertThat(node.ready()).isFalse();
        }
    }

    private static Path trustStore(Certificates.Issued vouched) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", vouched.bundle().getRootCertificate());
        Path file = Files.createTempFile(folder, "trust", ".p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }

    private record Child(Process process, Path log, Map<String, String> env) implements AutoCloseable {

        static Child start(String redis, String kafkaPassword, Path trust) throws IOException {
            return start(redis, kafkaPassword, trust, Map.of());
        }

        static Child start(String redis, String kafkaPassword, Path trust, Map<String, String> besides)
                throws IOException {
            Path conf = Files.writeString(
                    Files.createTempFile(folder, "conf", ".yaml"),
                    "kafka: {properties: {security.protocol: SASL_SSL, sasl.mechanism: PLAIN}}\n");
            Path log = Files.createTempFile(folder, "node", ".log");
            Map<String, String> env = new HashMap<>(Map.of(
                    "PORT", Integer.toString(LoopbackPort.free()),
                    "MANAGEMENT_PORT", Integer.toString(LoopbackPort.free()),
                    "LEAD_HTTP_HOST", "127.0.0.1",
                    "LEAD_MANAGEMENT_HOST", "127.0.0.1",
                    "DATA_DIR", folder.resolve("keys").toString(),
                    "JWT_SECRET", SECRET,
                    "MONGODB_URI", backEnds.addresses().mongodbUri(),
                    "REDIS_URL", redis,
                    "KAFKA_BROKERS", backEnds.addresses().kafkaBrokers(),
                    "KAFKA_SASL_JAAS_CONFIG", SecuredBackEnds.kafkaLogin(kafkaPassword)));
            env.put("LEAD_HTTP_REQUEST_TIMEOUT", "20s");
            env.put("LEAD_STAGES_HOP_TIMEOUT", "15s");
            env.put("LEAD_MONGODB_TIMEOUT", "5s");
            env.put("LEAD_REDIS_TIMEOUT", "2s");
            env.put("LEAD_STAGES_INTAKE_INSTANCES", "0");
            env.putAll(besides);
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:MetaspaceSize=128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Djavax.net.ssl.trustStore=" + trust,
                            "-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD,
                            "-cp",
                            System.getProperty("java.class.path"),
                            LeadCommand.class.getName(),
                            "serve",
                            "--conf",
                            conf.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(env);
            return new Child(builder.start(), log, env);
        }

        /** The status; {@link #NOBODY} while the port is not open. */
        int post() throws Exception {
            String token = DevelopmentToken.issue(env, "developer", "leads:write leads:read", Duration.ofHours(1));
            HttpRequest request = HttpRequest.newBuilder(uri("PORT", "/api/v1/leads"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(People.lead()))
                    .build();
            try {
                return HTTP.send(request, BodyHandlers.discarding()).statusCode();
            } catch (ConnectException e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException(said(), e);
                }
                return NOBODY;
            }
        }

        boolean ready() throws Exception {
            return management("/health/ready").statusCode() == 200;
        }

        String metrics() throws Exception {
            return management("/metrics").body();
        }

        String said() throws IOException {
            return Files.readString(log);
        }

        private HttpResponse<String> management(String path) throws Exception {
            return HTTP.send(
                    HttpRequest.newBuilder(uri("MANAGEMENT_PORT", path)).build(), BodyHandlers.ofString());
        }

        private URI uri(String port, String path) {
            return URI.create("http://127.0.0.1:" + env.get(port) + path);
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
