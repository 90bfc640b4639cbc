package io.leadservice.bench;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Leads that are stored without a service, so that there are many: copies of stored ones with their claims and keys, each of
 * another person. Their personal data does not open, since it is bound to the id of the lead that it was sealed for. Blocks.
 */
final class Stock implements AutoCloseable {

    private static final int SAMPLES = 500;
    private static final int AT_ONCE = 500;
    private static final int BLIND_BYTES = 32;
    private static final int CLAIMS = 2;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final MongoClient client;
    private final Random random = new Random(1);

    Stock(Vertx vertx, String mongodbUri) {
        this.client = MongoClient.create(vertx, new JsonObject().put("connection_string", mongodbUri));
    }

    /**
     * A lead that the service stored.
     *
     * @param client the number of the client that posted it
     */
    record Known(String id, int client) {}

    /** Some of them, the oldest. */
    List<Known> known(int most) {
        return samples("leads", new JsonObject().put("status", "SCORED"), most).stream()
                .map(lead -> new Known(
                        lead.getString("_id"),
                        Integer.parseInt(lead.getString("client").replaceAll("\\D", ""))))
                .toList();
    }

    /**
     * Adds copies until there are so many leads.
     *
     * @return how many there are
     */
    long fill(int size) {
        long stored = count();
        long missing = size - stored;
        if (missing > 0) {
            JsonObject published = new JsonObject().put("outbox_since", new JsonObject().put("$exists", false));
            copies("leads", published, missing, this::lead);
            copies("duplicate_claims", new JsonObject(), CLAIMS * missing, this::claim);
            copies("idempotency_keys", new JsonObject(), missing, this::key);
        }
        return count();
    }

    private long count() {
        return Awaiting.within(LIMIT, client.count("leads", new JsonObject()));
    }

    private void copies(String collection, JsonObject query, long count, UnaryOperator<JsonObject> another) {
        List<JsonObject> samples = samples(collection, query, SAMPLES);
        BulkWriteOptions unordered = new BulkWriteOptions().setOrdered(false);
        for (long done = 0; done < count; done += AT_ONCE) {
            List<BulkOperation> inserts = new ArrayList<>();
            for (long i = done; i < Math.min(count, done + AT_ONCE); i++) {
                JsonObject sample = samples.get(random.nextInt(samples.size()));
                inserts.add(BulkOperation.createInsert(another.apply(sample.copy())));
            }
            Awaiting.within(LIMIT, client.bulkWriteWithOptions(collection, inserts, unordered));
        }
    }

    private List<JsonObject> samples(String collection, JsonObject query, int most) {
        return Awaiting.within(LIMIT, client.findWithOptions(collection, query, new FindOptions().setLimit(most)));
    }

    private JsonObject lead(JsonObject lead) {
        JsonObject blind = lead.getJsonObject("blind");
        blind.fieldNames().forEach(kind -> blind.put(kind, hash()));
        lead.remove("epoch");
        return lead.put("_id", new UUID(random.nextLong(), random.nextLong()).toString());
    }

    private JsonObject claim(JsonObject claim) {
        String id = claim.getString("_id");
        return claim.put("_id", id.substring(0, id.lastIndexOf('/') + 1) + hash());
    }

    private JsonObject key(JsonObject key) {
        return key.put("_id", hash());
    }

    private String hash() {
        byte[] bytes = new byte[BLIND_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        Awaiting.within(LIMIT, client.close());
    }
}
