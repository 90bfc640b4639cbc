package io.leadservice.persistence;

import io.leadservice.config.GroupCommitConfig;
import io.leadservice.config.MongodbConfig;
import io.leadservice.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A connection to the store of the tests, the embedded one or the one that MONGODB_URI names. */
final class Stores implements AutoCloseable {

    static final GroupCommitConfig GROUP_COMMIT =
            new GroupCommitConfig(100, Duration.ZERO, Duration.ofMillis(20), 2_048);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final MongoClient client;

    private Stores(MongoClient client) {
        this.client = client;
    }

    /** On a database of its own: nodes refuse one whose leads are under another key. */
    static Stores connect(Vertx vertx) {
        return connect(vertx, OwnDatabase.named("stores-" + UUID.randomUUID()), LIMIT);
    }

    static Stores connect(Vertx vertx, String uri, Duration timeout) {
        MongodbConfig config = new MongodbConfig(Optional.empty(), 16, timeout, GROUP_COMMIT);
        return new Stores(MongoCalls.client(vertx, config, new Secret(uri)));
    }

    MongoClient client() {
        return client;
    }

    MongoCalls calls() {
        return new MongoCalls(client, LIMIT);
    }

    MongoLeadStore leads() {
        return new MongoLeadStore(new LeadCollection(calls()));
    }

    @Override
    public void close() {
        join(client.close());
    }

    static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
