package io.leadservice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
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

class MongoDurabilityIT {

    private static final int CLIENTS = 32;
    private static final int WRITES_BEFORE_THE_KILL = 1_000;

    @Test
    void keepsEveryAcknowledgedDocumentWhenItIsKilledUnderLoad() throws Exception {
        // Given
        Vertx vertx = Vertx.vertx();
        try (PrivateMongo server = PrivateMongo.start()) {
            MongoClient mongo = client(vertx, server);
            Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
            AtomicBoolean stopped = new AtomicBoolean();
            for (int i = 0; i < CLIENTS; i++) {
                write(mongo, i, 0, acknowledged, stopped);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> acknowledged.size() >= WRITES_BEFORE_THE_KILL);

            // When
            server.kill();
            stopped.set(true);
            List<String> promised = List.copyOf(acknowledged);
            server.restart();

            // Then
            Set<String> kept = client(vertx, server)
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

    private static MongoClient client(Vertx vertx, PrivateMongo server) {
        return MongoClient.create(
                vertx, new JsonObject().put("connection_string", server.uri() + "?maxPoolSize=" + CLIENTS));
    }
}
