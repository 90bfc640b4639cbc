package io.leadservice.persistence;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.util.List;

/**
 * Lets one node at a time do what is to be done now and then: a document in {@value #NAME} says until when somebody does it.
 * Rests on the uniqueness of {@code _id} and on conditional writes of single documents. Thread-safe.
 */
final class SweepLease {

    static final String NAME = "sweeps";

    private static final String UNTIL = "until";

    private final MongoCalls calls;
    private final String name;

    SweepLease(MongoCalls calls, String name) {
        this.calls = calls;
        this.name = name;
    }

    /** Takes the lease, unless another node has it. */
    Future<Boolean> take(Instant now, Instant until) {
        JsonObject free = MongoCalls.byId(name).put(UNTIL, new JsonObject().put("$lte", LeadDocument.date(now)));
        JsonObject taken = new JsonObject().put(UNTIL, LeadDocument.date(until));
        return calls.call(mongo -> mongo.updateCollectionWithOptions(
                        NAME, free, new JsonObject().put("$set", taken), new UpdateOptions()))
                .compose(result -> result.getDocMatched() == 1
                        ? Future.succeededFuture(true)
                        : BulkInsert.into(
                                        calls,
                                        NAME,
                                        List.of(MongoCalls.byId(name).mergeIn(taken)),
                                        calls.limit())
                                .compose(results -> results.get(0)));
    }
}
