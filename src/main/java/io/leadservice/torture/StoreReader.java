package io.leadservice.torture;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.crypto.CipherException;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.Bytes;
import io.leadservice.torture.Observation.Kept;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads MongoDB itself: the documents of leads, claims and idempotency keys. Their names stand here once more, so that a
 * mistake of the service is not made twice. Blocks; for one thread.
 */
final class StoreReader implements AutoCloseable {

    private static final int PAGE = 1_000;
    private static final int CALL_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final List<String> CLEAR = List.of("vertical", "state", "zip");
    private static final String VERTICAL_DATA = "vertical_data";
    /** Derived by the service, and not sent. */
    private static final String ENRICHMENT = "enrichment";

    private final Vertx vertx = Vertx.vertx();
    private final MongoClient client;
    private final FieldCipher cipher;

    /** @param encryptionKey base64 of 256 bits */
    StoreReader(String uri, String encryptionKey) {
        this.client = MongoClient.create(vertx, new JsonObject().put("connection_string", uri));
        this.cipher = FieldCipher.of(Base64.getDecoder().decode(encryptionKey));
    }

    /** How many leads have events that are not published. */
    long pending() {
        JsonObject pending = new JsonObject().put("outbox_since", new JsonObject().put("$exists", true));
        return await(client.count("leads", pending));
    }

    /** How many epochs are open, of whose leads some may have events that are not published. */
    long epochs() {
        return await(client.count("outbox_epochs", new JsonObject()));
    }

    List<Kept> leads() {
        List<Kept> leads = new ArrayList<>();
        read("leads", document -> leads.add(kept(document)));
        return leads;
    }

    Map<String, String> claims() {
        Map<String, String> claims = new HashMap<>();
        read("duplicate_claims", claim -> claims.put(claim.getString("_id"), claim.getString("lead_id")));
        return claims;
    }

    /** The leads of keys whose kept answer is an acknowledgement. */
    Set<String> answered() {
        Set<String> answered = new HashSet<>();
        read("idempotency_keys", key -> {
            JsonObject answer = key.getJsonObject("answer", new JsonObject());
            if (answer.getInteger("status", 0) / 100 == 2) {
                answered.add(key.getString("lead_id"));
            }
        });
        return answered;
    }

    /** Removes the database. */
    void drop() {
        await(client.runCommand("dropDatabase", new JsonObject().put("dropDatabase", 1)));
    }

    private void read(String collection, Consumer<JsonObject> each) {
        FindOptions page =
                new FindOptions().setSort(new JsonObject().put("_id", 1)).setLimit(PAGE);
        JsonObject query = new JsonObject();
        List<JsonObject> found = await(client.findWithOptions(collection, query, page));
        while (!found.isEmpty()) {
            found.forEach(each);
            String last = found.get(found.size() - 1).getString("_id");
            query = new JsonObject().put("_id", new JsonObject().put("$gt", last));
            found = await(client.findWithOptions(collection, query, page));
        }
    }

    private Kept kept(JsonObject document) {
        String vertical = document.getString("vertical");
        JsonObject blind = document.getJsonObject("blind", new JsonObject());
        return new Kept(
                document.getString("_id"),
                Optional.ofNullable(
                        document.getJsonObject("source", new JsonObject()).getString("session_id")),
                document.getString("status").equals("REJECTED") ? "lead.rejected" : "lead.created",
                fields(document),
                blind.stream()
                        .map(index -> vertical + "/" + index.getKey() + "/" + index.getValue())
                        .toList(),
                document.getJsonArray("outbox", new JsonArray()).size());
    }

    private Optional<Map<String, Object>> fields(JsonObject document) {
        JsonObject pii = document.getJsonObject("pii");
        Map<String, Bytes> sealed = new HashMap<>();
        pii.fieldNames().forEach(name -> sealed.put(name, bytes(pii.getJsonObject(name))));
        try {
            Map<String, Object> fields = new HashMap<>();
            CLEAR.forEach(name -> fields.put(name, document.getString(name)));
            for (Map.Entry<String, byte[]> field : cipher.open(
                            document.getString("_id"),
                            new SealedFields(bytes(document.getJsonObject("data_key")), sealed))
                    .entrySet()) {
                fields.put(field.getKey(), value(field.getKey(), field.getValue()));
            }
            fields.remove(ENRICHMENT);
            return Optional.of(fields);
        } catch (CipherException | IOException e) {
            return Optional.empty();
        }
    }

    private static Object value(String name, byte[] content) throws IOException {
        return name.equals(VERTICAL_DATA)
                ? JSON.readValue(content, OBJECT)
                : new String(content, StandardCharsets.UTF_8);
    }

    private static Bytes bytes(JsonObject binary) {
        return new Bytes(binary.getBinary("$binary"));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CALL_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(client.close());
        await(vertx.close());
    }
}
