package io.leadservice.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The store of a run, asked past the service.
 */
final class Store {

    private static final int IN_FLIGHT = 64;
    private static final String COLLECTION = "bench_inserts";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Store() {}

    /** How many leads, or epochs of leads, have events that Kafka does not have; blocks. */
    static long pending(Vertx vertx, String mongodbUri) {
        MongoClient client = MongoClient.create(vertx, new JsonObject().put("connection_string", mongodbUri));
        return Awaiting.within(
                LIMIT,
                client.count("leads", new JsonObject().put("outbox_since", new JsonObject().put("$exists", true)))
                        .compose(leads ->
                                client.count("outbox_epochs", new JsonObject()).map(epochs -> leads + epochs))
                        .eventually(client::close));
    }

    /** Removes the database of a run; blocks. */
    static void drop(Vertx vertx, String mongodbUri) {
        MongoClient client = MongoClient.create(vertx, new JsonObject().put("connection_string", mongodbUri));
        Awaiting.within(
                LIMIT,
                client.runCommand("dropDatabase", new JsonObject().put("dropDatabase", 1))
                        .eventually(client::close));
    }

    /**
     * What it takes without a service before it, in inserts a second: copies of a stored lead, one insert each, as durable as
     * the service's, 64 at once, into a collection of their own without further indexes. Blocks.
     */
    static double inserts(Vertx vertx, String mongodbUri, Duration length) {
        MongoClient client = MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", mongodbUri)
                        .put("maxPoolSize", IN_FLIGHT)
                        .put("w", "majority")
                        .put("j", true));
        try {
            JsonObject lead = Awaiting.within(LIMIT, client.findOne("leads", new JsonObject(), new JsonObject()));
            AtomicLong inserted = new AtomicLong();
            long begun = System.nanoTime();
            long end = begun + length.toNanos();
            List<Future<Void>> lanes = new ArrayList<>();
            for (int lane = 0; lane < IN_FLIGHT; lane++) {
                lanes.add(insert(client, lead, lane + "-", inserted, end));
            }
            Awaiting.within(length.plus(LIMIT), Future.all(lanes));
            return inserted.get() * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begun);
        } finally {
            Awaiting.within(LIMIT, client.close());
        }
    }

    private static Future<Void> insert(
            MongoClient client, JsonObject lead, String lane, AtomicLong inserted, long end) {
        if (System.nanoTime() >= end) {
            return Future.succeededFuture();
        }
        return client.insert(COLLECTION, lead.copy().put("_id", lane + inserted.incrementAndGet()))
                .compose(id -> insert(client, lead, lane, inserted, end));
    }
}
