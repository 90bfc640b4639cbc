package io.leadservice.persistence;

import static io.leadservice.persistence.MongoCalls.byId;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.pipeline.Answer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Idempotency keys in MongoDB, a document each in {@value #NAME}. Rests on the uniqueness of {@code _id} and on conditional
 * writes of single documents, so it is right on every server of the protocol. Thread-safe.
 */
final class MongoKeyStore implements KeyStore {

    static final String NAME = "idempotency_keys";

    private static final JsonObject ABSENT = new JsonObject().put("$exists", false);

    private final MongoCalls calls;

    MongoKeyStore(MongoCalls calls) {
        this.calls = calls;
    }

    /** Creates what the store needs; safe to repeat. */
    Future<Void> prepare() {
        return Expiry.index(calls, NAME);
    }

    @Override
    public Future<Optional<KeyRecord>> add(KeyRecord key, Deadline deadline) {
        return addAll(List.of(key), deadline).compose(results -> results.get(0));
    }

    /** Adds many keys by one write, and reads those that are there by one query. */
    Future<List<Future<Optional<KeyRecord>>>> addAll(List<KeyRecord> keys) {
        return addAll(keys, calls.limit());
    }

    private Future<List<Future<Optional<KeyRecord>>>> addAll(List<KeyRecord> keys, Deadline deadline) {
        List<JsonObject> documents = keys.stream().map(KeyDocument::of).toList();
        return BulkInsert.into(calls, NAME, documents, deadline).compose(added -> {
            List<String> there = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                if (added.get(i).succeeded() && !added.get(i).result()) {
                    there.add(keys.get(i).id());
                }
            }
            return read(there, deadline).map(records -> added(keys, added, records));
        });
    }

    @Override
    public Future<Boolean> replace(KeyRecord old, KeyRecord key, Deadline deadline) {
        JsonObject content = KeyDocument.of(key);
        content.remove("_id");
        JsonObject update = new JsonObject().put("$set", content);
        if (key.answer().isEmpty()) {
            update.put("$unset", new JsonObject().put(KeyDocument.ANSWER, ""));
        }
        // Whoever takes or answers a key changes one of these.
        JsonObject asItWas = byId(old.id()).put(KeyDocument.ATTEMPT, old.attempt());
        if (old.answer().isEmpty()) {
            asItWas.put(KeyDocument.ANSWER, ABSENT);
        }
        return calls.call(
                        deadline,
                        mongo -> mongo.updateCollectionWithOptions(NAME, asItWas, update, new UpdateOptions()))
                .map(result -> result.getDocMatched() == 1);
    }

    @Override
    public Future<Answer> keep(Kept kept, Deadline deadline) {
        return keepAll(List.of(kept), deadline).compose(results -> results.get(0));
    }

    /** Keeps many answers by one write; reads what is kept only if some were not written. */
    Future<List<Future<Answer>>> keepAll(List<Kept> answers) {
        return keepAll(answers, calls.limit());
    }

    private Future<List<Future<Answer>>> keepAll(List<Kept> answers, Deadline deadline) {
        List<BulkOperation> updates =
                answers.stream().map(MongoKeyStore::keeping).toList();
        return calls.call(
                        deadline,
                        mongo -> mongo.bulkWriteWithOptions(NAME, updates, new BulkWriteOptions().setOrdered(false)))
                .compose(written -> written.getMatchedCount() == answers.size()
                        ? Future.succeededFuture(Map.<String, KeyRecord>of())
                        : read(answers.stream().map(Kept::id).toList(), deadline))
                .map(records -> answers.stream()
                        .map(kept -> Future.succeededFuture(kept(kept, records)))
                        .toList());
    }

    @Override
    public Future<Void> release(String id, String attempt, boolean forget, Deadline deadline) {
        JsonObject own = byId(id).put(KeyDocument.ATTEMPT, attempt).put(KeyDocument.ANSWER, ABSENT);
        JsonObject open = new JsonObject()
                .put("$set", new JsonObject().put(KeyDocument.LOCKED_UNTIL, LeadDocument.date(Instant.EPOCH)));
        return forget
                ? calls.call(deadline, mongo -> mongo.removeDocument(NAME, own)).mapEmpty()
                : calls.call(deadline, mongo -> mongo.updateCollectionWithOptions(NAME, own, open, new UpdateOptions()))
                        .mapEmpty();
    }

    private Future<Map<String, KeyRecord>> read(List<String> ids, Deadline deadline) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        JsonObject query = byId(new JsonObject().put("$in", new JsonArray(ids)));
        return calls.call(deadline, mongo -> mongo.findWithOptions(NAME, query, new FindOptions()))
                .map(found -> found.stream()
                        .map(KeyDocument::read)
                        .collect(Collectors.toMap(KeyRecord::id, Function.identity())));
    }

    private static List<Future<Optional<KeyRecord>>> added(
            List<KeyRecord> keys, List<Future<Boolean>> added, Map<String, KeyRecord> there) {
        List<Future<Optional<KeyRecord>>> results = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            KeyRecord key = keys.get(i);
            results.add(added.get(i)
                    .compose(fresh -> fresh ? Future.succeededFuture(Optional.empty()) : there(key, there)));
        }
        return results;
    }

    /** One that went between the two steps had ended; whoever asks again finds room. */
    private static Future<Optional<KeyRecord>> there(KeyRecord key, Map<String, KeyRecord> there) {
        KeyRecord other = there.get(key.id());
        return other == null
                ? Future.failedFuture(new Failure(FailureCode.CONTESTED, "the idempotency key ends at this moment"))
                : Future.succeededFuture(Optional.of(other));
    }

    private static BulkOperation keeping(Kept kept) {
        JsonObject unanswered =
                byId(kept.id()).put(KeyDocument.LEAD_ID, kept.leadId()).put(KeyDocument.ANSWER, ABSENT);
        JsonObject answer = new JsonObject().put(KeyDocument.ANSWER, KeyDocument.of(kept.answer()));
        return BulkOperation.createUpdate(unanswered, new JsonObject().put("$set", answer));
    }

    private static Answer kept(Kept kept, Map<String, KeyRecord> records) {
        return Optional.ofNullable(records.get(kept.id()))
                .filter(record -> record.leadId().equals(kept.leadId()))
                .flatMap(KeyRecord::answer)
                .orElse(kept.answer());
    }
}
