package io.leadservice.persistence;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Inserts documents by one unordered bulk write, so that one that cannot be written does not stop the others, with the
 * client's write concern.
 *
 * <p>They go in the order of their ids: of two nodes that write the same ids by one write each, one waits for the other, and
 * never each for the other, on a server that holds a written key until its write has ended.
 */
final class BulkInsert {

    private static final int DUPLICATE_KEY = 11_000;

    private BulkInsert() {}

    /**
     * Inserts all.
     *
     * @return for each document, in order, whether it was written; false if its id is there already; a failed future if the
     *     server refused this one. Fails as {@link MongoCalls#call} does, and then nothing is known of any
     */
    static Future<List<Future<Boolean>>> into(
            MongoCalls calls, String collection, List<JsonObject> documents, Deadline deadline) {
        List<Integer> order = byId(documents);
        List<BulkOperation> inserts = order.stream()
                .map(index -> BulkOperation.createInsert(documents.get(index)))
                .toList();
        BulkWriteOptions unordered = new BulkWriteOptions().setOrdered(false);
        return calls.call(
                deadline,
                mongo -> mongo.bulkWriteWithOptions(collection, inserts, unordered)
                        .map(written -> allInserted(documents.size()))
                        .recover(cause -> cause instanceof MongoBulkWriteException refused && durable(refused)
                                ? Future.succeededFuture(results(order, refused))
                                : Future.failedFuture(cause)));
    }

    /** The places of the documents, in the order of their ids. */
    private static List<Integer> byId(List<JsonObject> documents) {
        return IntStream.range(0, documents.size())
                .boxed()
                .sorted(Comparator.comparing(
                        index -> String.valueOf(documents.get(index).getValue("_id"))))
                .toList();
    }

    /** Without a majority nothing is known, not even of what was there before. */
    private static boolean durable(MongoBulkWriteException refused) {
        return refused.getWriteConcernError() == null;
    }

    private static List<Future<Boolean>> allInserted(int count) {
        List<Future<Boolean>> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            results.add(Future.succeededFuture(true));
        }
        return results;
    }

    private static List<Future<Boolean>> results(List<Integer> order, MongoBulkWriteException refused) {
        List<Future<Boolean>> results = allInserted(order.size());
        for (BulkWriteError error : refused.getWriteErrors()) {
            Failure failure = MongoCalls.failure(refused);
            results.set(
                    order.get(error.getIndex()),
                    error.getCode() == DUPLICATE_KEY ? Future.succeededFuture(false) : Future.failedFuture(failure));
        }
        return results;
    }
}
