package io.leadservice.audit;

import com.mongodb.MongoBulkWriteException;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The trail in MongoDB, a document an entry in {@value #NAME}, which this service only ever adds to. Thread-safe. */
public final class MongoAuditStore implements AuditStore {

    static final String NAME = "audit";

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoClient client;
    private final Duration timeout;

    /** @param client whose writes wait for majority and journal; its maker closes it */
    public MongoAuditStore(MongoClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    @Override
    public Future<Void> append(List<ChainLink> links) {
        List<BulkOperation> inserts = links.stream()
                .map(link -> BulkOperation.createInsert(link.document()))
                .toList();
        return bounded(client.bulkWriteWithOptions(NAME, inserts, new BulkWriteOptions().setOrdered(false))
                .<Void>mapEmpty()
                .recover(cause -> onlyThereAlready(cause) ? Future.succeededFuture() : Future.failedFuture(cause)));
    }

    @Override
    public Future<List<JsonObject>> page(String after, int limit) {
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$gt", after));
        FindOptions next = new FindOptions()
                .setSort(new JsonObject().put("_id", 1))
                .setLimit(limit)
                .setBatchSize(limit);
        return bounded(client.findWithOptions(NAME, query, next));
    }

    private <T> Future<T> bounded(Future<T> call) {
        return call.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(new Failure(
                        FailureCode.BACK_END, "MongoDB: " + cause.getClass().getSimpleName(), cause)));
    }

    private static boolean onlyThereAlready(Throwable cause) {
        return cause instanceof MongoBulkWriteException refused
                && refused.getWriteConcernError() == null
                && refused.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
    }
}
