package io.leadservice.persistence;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Documents that end: the field that says when, the index by which MongoDB removes them, and the same by ourselves. */
final class Expiry {

    static final String FIELD = "expires_at";

    private Expiry() {}

    /** Creates the index by which the server removes ended documents, where it does that. */
    static Future<Void> index(MongoCalls calls, String collection) {
        IndexOptions options = new IndexOptions().name(FIELD).expireAfter(0L, TimeUnit.SECONDS);
        return calls.call(mongo -> mongo.createIndexWithOptions(collection, new JsonObject().put(FIELD, 1), options));
    }

    /**
     * Removes documents that have ended.
     *
     * @param limit the most that are removed
     * @return how many were
     */
    static Future<Long> remove(MongoCalls calls, String collection, Instant now, int limit) {
        JsonObject ended = new JsonObject().put(FIELD, new JsonObject().put("$lt", LeadDocument.date(now)));
        FindOptions ids =
                new FindOptions().setFields(new JsonObject().put("_id", 1)).setLimit(limit);
        return calls.call(mongo -> mongo.findWithOptions(collection, ended, ids))
                .compose(found -> {
                    if (found.isEmpty()) {
                        return Future.succeededFuture(0L);
                    }
                    JsonArray those = new JsonArray(found.stream()
                            .map(document -> document.getString("_id"))
                            .toList());
                    // One that was taken over meanwhile has another end, so the condition stands here again.
                    JsonObject query = ended.copy().put("_id", new JsonObject().put("$in", those));
                    return calls.call(mongo -> mongo.removeDocuments(collection, query))
                            .map(removed -> removed == null ? 0L : removed.getRemovedCount());
                });
    }
}
