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
    void keepsEveryAcknowledgedChangeWhenItIsKilledUnderLoad() throws Exception {
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
            MongoClient again = client(vertx, server);
            assertThat(promised).hasSizeGreaterThanOrEqualTo(WRITES_BEFORE_THE_KILL);
            assertThat(ids(again, "things", new JsonObject().put("changed", true)))
                    .containsAll(promised);
            assertThat(ids(again, "others", new JsonObject())).doesNotContainAnyElementsOf(promised);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static Set<String> ids(MongoClient mongo, String collection, JsonObject query) throws Exception {
        return mongo
                .find(collection, query)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .stream()
                .map(document -> document.getString("_id"))
                .collect(Collectors.toSet());
    }

    private static void write(
            MongoClient mongo, int client, int number, Queue<String> acknowledged, AtomicBoolean stopped) {
        String id = client + "-" + number;
        JsonObject one = new JsonObject().put("_id", id);
        JsonObject change = new JsonObject().put("$set", new JsonObject().put("changed", true));
        mongo.insert("things", one.copy().put("text", "x".repeat(300)))
                .compose(inserted -> mongo.insert("others", one.copy()))
                .compose(inserted -> mongo.updateCollection("things", one, change))
                .compose(updated -> mongo.removeDocument("others", one))
                .onSuccess(done -> {
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
