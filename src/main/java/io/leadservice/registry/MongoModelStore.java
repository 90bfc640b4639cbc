package io.leadservice.registry;

import com.mongodb.MongoWriteException;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.ModelList.Registered;
import io.leadservice.pipeline.ModelList.Slot;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Models in MongoDB: a document each in {@value #MODELS}, never changed, and a document for each place in {@value #SLOTS}, changed
 * on the condition of its revision. Rests on {@code _id} and writes of single documents, so it is right on every server of the
 * protocol. Fails with BACK_END. Thread-safe.
 */
public final class MongoModelStore {

    static final String MODELS = "models";
    static final String SLOTS = "model_slots";

    private static final int MOST = 200;
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoClient client;
    private final Duration timeout;

    /** @param client whose writes wait for majority and journal; its maker closes it */
    public MongoModelStore(MongoClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * Adds a model.
     *
     * @param card what people should know of it, in Markdown
     * @return false if there is one of this place and version, which then stays as it is
     */
    public Future<Boolean> add(Registered model, Bytes content, String card) {
        JsonObject document = ModelDocument.of(model)
                .put("content", new JsonObject().put("$binary", content.content()))
                .put("card", card);
        return insert(MODELS, document);
    }

    /** The newest models, newest first. */
    Future<List<Registered>> models() {
        FindOptions newest = new FindOptions()
                .setFields(new JsonObject().put("content", 0).put("card", 0))
                .setSort(new JsonObject().put("registered_at", -1).put("_id", 1))
                .setLimit(MOST)
                .setBatchSize(MOST);
        return bounded(client.findWithOptions(MODELS, new JsonObject(), newest))
                .map(found -> found.stream().map(ModelDocument::read).toList());
    }

    /** A model without its file. */
    public Future<Optional<Registered>> model(String slot, String version) {
        JsonObject fields = new JsonObject().put("content", 0).put("card", 0);
        return bounded(client.findOne(MODELS, byId(ModelDocument.id(slot, version)), fields))
                .map(found -> Optional.ofNullable(found).map(ModelDocument::read));
    }

    /** The file of a model. */
    public Future<Optional<Bytes>> content(String slot, String version) {
        return bounded(client.findOne(
                        MODELS, byId(ModelDocument.id(slot, version)), new JsonObject().put("content", 1)))
                .map(found -> Optional.ofNullable(found)
                        .map(document ->
                                new Bytes(document.getJsonObject("content").getBinary("$binary"))));
    }

    /** The places that were ever changed. */
    public Future<List<Slot>> slots() {
        return bounded(client.find(SLOTS, new JsonObject()))
                .map(found -> found.stream().map(SlotDocument::read).toList());
    }

    Future<Optional<Slot>> slot(String name) {
        return bounded(client.findOne(SLOTS, byId(name), null))
                .map(found -> Optional.ofNullable(found).map(SlotDocument::read));
    }

    /**
     * Changes a place.
     *
     * @param changed with the revision after the one that was read
     * @return false if it was changed since, and then nothing is done
     */
    Future<Boolean> change(Slot changed) {
        JsonObject document = SlotDocument.of(changed);
        if (changed.revision() == 1) {
            return insert(SLOTS, document);
        }
        JsonObject asItWas = byId(document.getString("_id")).put("revision", changed.revision() - 1);
        document.remove("_id");
        return bounded(client.updateCollectionWithOptions(
                        SLOTS, asItWas, new JsonObject().put("$set", document), new UpdateOptions()))
                .map(result -> result.getDocMatched() == 1);
    }

    /** @return false if there is one of this id */
    private Future<Boolean> insert(String collection, JsonObject document) {
        return bounded(client.insert(collection, document)
                .map(true)
                .recover(cause -> cause instanceof MongoWriteException refused
                                && refused.getError().getCode() == DUPLICATE_KEY
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(cause)));
    }

    private static JsonObject byId(String id) {
        return new JsonObject().put("_id", id);
    }

    private <T> Future<T> bounded(Future<T> call) {
        return call.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(new Failure(
                        FailureCode.BACK_END, "MongoDB: " + cause.getClass().getSimpleName(), cause)));
    }
}
