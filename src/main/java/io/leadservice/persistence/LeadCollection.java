package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.function.Function;

/** The collection of leads, for the store and the outbox that share it. Thread-safe. */
public final class LeadCollection {

    static final String NAME = "leads";

    private final MongoCalls calls;

    public LeadCollection(MongoCalls calls) {
        this.calls = calls;
    }

    /** As {@link MongoCalls#limit}. */
    Deadline limit() {
        return calls.limit();
    }

    /** As {@link MongoCalls#call(Function)}. */
    <T> Future<T> call(Function<MongoClient, Future<T>> call) {
        return calls.call(call);
    }

    /** As {@link MongoCalls#call(Deadline, Function)}. */
    <T> Future<T> call(Deadline deadline, Function<MongoClient, Future<T>> call) {
        return calls.call(deadline, call);
    }

    /** Inserts all by one write; see {@link BulkInsert}. */
    Future<List<Future<Boolean>>> insertAll(List<JsonObject> documents, Deadline deadline) {
        return BulkInsert.into(calls, NAME, documents, deadline);
    }

    /** Creates an index unless it is there. */
    Future<Void> index(String name, JsonObject keys, boolean sparse) {
        return call(mongo -> mongo.createIndexWithOptions(
                NAME, keys, new IndexOptions().name(name).sparse(sparse)));
    }

    static JsonObject byId(String id) {
        return MongoCalls.byId(id);
    }
}
