package io.leadservice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoDurabilityIT {

    private static final int CLIENTS = 32;
    private static final int WRITES_BEFORE_THE_KILL = 1_000;

    @TempDir
    Path folder;

    @Test
    void keepsEveryAcknowledgedDocumentWhenItIsKilledUnderLoad() throws Exception {
        // Given
        int port = LoopbackPort.free();
        Process server = start(port);
        Vertx vertx = Vertx.vertx();
        try {
            MongoClient mongo = client(vertx, port);
            Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
            AtomicBoolean stopped = new AtomicBoolean();
            for (int i = 0; i < CLIENTS; i++) {
                write(mongo, i, 0, acknowledged, stopped);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> acknowledged.size() >= WRITES_BEFORE_THE_KILL);

            // When
            server.destroyForcibly().waitFor();
            stopped.set(true);
            List<String> promised = List.copyOf(acknowledged);
            server = start(port);

            // Then
            Set<String> kept = client(vertx, port)
                    .find("things", new JsonObject())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS)
                    .stream()
                    .map(document -> document.getString("_id"))
                    .collect(Collectors.toSet());
            assertThat(promised).hasSizeGreaterThanOrEqualTo(WRITES_BEFORE_THE_KILL);
            assertThat(kept).containsAll(promised);
        } finally {
            server.destroyForcibly();
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static void write(
            MongoClient mongo, int client, int number, Queue<String> acknowledged, AtomicBoolean stopped) {
        String id = client + "-" + number;
        mongo.insert("things", new JsonObject().put("_id", id).put("text", "x".repeat(300)))
                .onSuccess(inserted -> {
                    acknowledged.add(id);
                    if (!stopped.get()) {
                        write(mongo, client, number + 1, acknowledged, stopped);
                    }
                });
    }

    private Process start(int port) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MongoProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mongodb.log").toFile())
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !process.isAlive() || Probe.MONGODB.answers(port));
        assertThat(process.isAlive()).isTrue();
        return process;
    }

    private static MongoClient client(Vertx vertx, int port) {
        return MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", "mongodb://127.0.0.1:" + port + "/leads?maxPoolSize=" + CLIENTS));
    }
}
