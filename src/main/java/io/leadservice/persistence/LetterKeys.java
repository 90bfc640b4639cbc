package io.leadservice.persistence;

import static io.leadservice.persistence.MongoCalls.byId;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.Bytes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data keys of submissions among the dead letters, a document for each lead id in {@value #NAME}. Kafka lets nobody take
 * out a single record, so what makes a letter readable lies here: erasing the person, or the lead, destroys it. Rests on the
 * uniqueness of {@code _id}. Thread-safe.
 */
public final class LetterKeys {

    static final String NAME = "dead_letter_keys";

    private final MongoCalls calls;

    public LetterKeys(MongoCalls calls) {
        this.calls = calls;
    }

    /** Creates what the store needs; safe to repeat. */
    Future<Void> prepare() {
        return Future.join(index("email"), index("phone"), Expiry.index(calls, NAME))
                .mapEmpty();
    }

    private Future<Void> index(String kind) {
        String field = "blind." + kind;
        return calls.call(mongo -> mongo.createIndexWithOptions(
                NAME,
                new JsonObject().put(field, 1),
                new IndexOptions().name(field).sparse(true)));
    }

    /**
     * Keeps a key unless the lead id has one.
     *
     * @param blind of the person, by kind
     * @return the key that is kept
     */
    Future<Bytes> keep(String leadId, Bytes wrappedKey, Map<String, String> blind, Instant until, Deadline deadline) {
        JsonObject indexes = new JsonObject();
        blind.forEach(indexes::put);
        JsonObject document = byId(leadId)
                .put(DataKeys.FIELD, LeadDocument.binary(wrappedKey))
                .put("blind", indexes)
                .put(Expiry.FIELD, LeadDocument.date(until));
        return BulkInsert.into(calls, NAME, List.of(document), deadline)
                .compose(results -> results.get(0))
                .compose(kept -> kept ? Future.succeededFuture(Optional.of(wrappedKey)) : find(leadId))
                .map(kept -> kept.orElseThrow(
                        () -> new Failure(FailureCode.CONTESTED, "the key of a dead letter was erased just now")));
    }

    /** The wrapped key of a lead id; empty if it was erased or has ended. */
    public Future<Optional<Bytes>> find(String leadId) {
        return calls.call(mongo -> mongo.findWithOptions(NAME, byId(leadId), new FindOptions().setLimit(1)))
                .map(found -> found.stream()
                        .findFirst()
                        .map(document -> LeadDocument.readBinary(document.getJsonObject(DataKeys.FIELD))));
    }

    /** Destroys the key of a lead id. */
    Future<Void> erase(String leadId, Deadline deadline) {
        return remove(byId(leadId), deadline);
    }

    /** Destroys the keys of a person. */
    Future<Void> erase(String kind, String blind, Deadline deadline) {
        return remove(new JsonObject().put("blind." + kind, blind), deadline);
    }

    private Future<Void> remove(JsonObject those, Deadline deadline) {
        return calls.call(deadline, mongo -> mongo.removeDocuments(NAME, those)).mapEmpty();
    }
}
