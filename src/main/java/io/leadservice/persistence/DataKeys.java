package io.leadservice.persistence;

import io.leadservice.crypto.CipherException;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.lead.Bytes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The wrapped data keys of all documents of a collection whose {@code _id} is a lead id, by pages in the order of {@code _id}: by which of the service's keys they are wrapped, and
 * wrapped anew by the primary one, each by a conditional write of its document, while the service runs. Thread-safe.
 */
public final class DataKeys {

    private static final int PAGE = 100;
    static final String FIELD = "data_key";

    private final MongoCalls calls;
    private final String collection;

    private DataKeys(MongoCalls calls, String collection) {
        this.calls = calls;
        this.collection = collection;
    }

    /** Those of leads. */
    public static DataKeys ofLeads(MongoCalls calls) {
        return new DataKeys(calls, LeadCollection.NAME);
    }

    /** Those of submissions among the dead letters. */
    public static DataKeys ofLetters(MongoCalls calls) {
        return new DataKeys(calls, LetterKeys.NAME);
    }

    /** About how many there are. */
    public Future<Long> estimate() {
        return calls.call(mongo -> mongo.count(collection, new JsonObject()));
    }

    /** How many each of the service's keys wraps, by its id. */
    public Future<Map<Integer, Long>> count() {
        return countFrom("", new TreeMap<>());
    }

    private Future<Map<Integer, Long>> countFrom(String after, Map<Integer, Long> counts) {
        return page(after).compose(page -> {
            page.stream()
                    .filter(lead -> lead.containsKey(FIELD))
                    .forEach(lead -> counts.merge(FieldCipher.wrappedBy(key(lead)), 1L, Long::sum));
            return page.isEmpty() ? Future.succeededFuture(counts) : countFrom(last(page), counts);
        });
    }

    /**
     * Wraps anew what the primary key does not wrap. Run again after an interruption it finds less to do.
     *
     * @param cipher of the keys
     * @param primary the id of the primary key
     * @param progress told how many were looked at
     * @return how many were wrapped anew; fails with {@link CipherException} at a lead that none of the keys opens
     */
    public Future<Long> rewrap(FieldCipher cipher, int primary, LongConsumer progress) {
        return rewrapFrom("", cipher, primary, progress, 0, 0);
    }

    private Future<Long> rewrapFrom(
            String after, FieldCipher cipher, int primary, LongConsumer progress, long seen, long done) {
        return page(after).compose(page -> {
            if (page.isEmpty()) {
                return Future.succeededFuture(done);
            }
            List<Future<Boolean>> written = page.stream()
                    .filter(lead -> lead.containsKey(FIELD) && FieldCipher.wrappedBy(key(lead)) != primary)
                    .map(lead -> rewrap(cipher, lead))
                    .toList();
            return Future.all(written).compose(all -> {
                long count = written.stream().filter(Future::result).count();
                progress.accept(seen + page.size());
                return rewrapFrom(last(page), cipher, primary, progress, seen + page.size(), done + count);
            });
        });
    }

    /**
     * Nobody else changes a key: one that is there can be written anew, and one that was erased meanwhile is not there. One by
     * one, since Vert.x 5.0.10 cannot take bytes through a bulk update.
     */
    private Future<Boolean> rewrap(FieldCipher cipher, JsonObject lead) {
        String id = lead.getString("_id");
        JsonObject notErased = MongoCalls.byId(id).put(FIELD, new JsonObject().put("$exists", true));
        JsonObject rewrapped = new JsonObject().put(FIELD, LeadDocument.binary(cipher.rewrap(id, key(lead))));
        return calls.call(mongo -> mongo.updateCollectionWithOptions(
                        collection, notErased, new JsonObject().put("$set", rewrapped), new UpdateOptions()))
                .map(result -> result.getDocMatched() == 1);
    }

    private Future<List<JsonObject>> page(String after) {
        FindOptions next = new FindOptions()
                .setFields(new JsonObject().put(FIELD, 1))
                .setSort(new JsonObject().put("_id", 1))
                .setLimit(PAGE)
                .setBatchSize(PAGE);
        JsonObject query = MongoCalls.byId(new JsonObject().put("$gt", after));
        return calls.call(mongo -> mongo.findWithOptions(collection, query, next));
    }

    private static Bytes key(JsonObject lead) {
        return LeadDocument.readBinary(lead.getJsonObject(FIELD));
    }

    private static String last(List<JsonObject> page) {
        return page.get(page.size() - 1).getString("_id");
    }
}
