package io.leadservice.persistence;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.MongodbConfig;
import io.leadservice.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The collection of leads, for the store and the outbox that share it: every call has a limit, and a failure comes in
 * our words. Thread-safe.
 */
public final class LeadCollection {

    static final String NAME = "leads";
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoClient client;
    private final Duration timeout;

    /** @param timeout the longest wait for one call */
    public LeadCollection(MongoClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /** A client as leads need it; construction blocks, so call it from a worker thread. The caller closes it. */
    public static MongoClient client(Vertx vertx, MongodbConfig config, Secret uri) {
        int millis = Math.toIntExact(config.timeout().toMillis());
        return MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", uri.value())
                        .put("maxPoolSize", config.poolSize())
                        .put("waitQueueTimeoutMS", millis)
                        .put("serverSelectionTimeoutMS", millis)
                        .put("connectTimeoutMS", millis)
                        .put("w", "majority")
                        .put("j", true)
                        .put("wtimeoutMS", millis));
    }

    /** A call that nobody waits for: within the time-out. */
    <T> Future<T> call(Function<MongoClient, Future<T>> call) {
        return call(Deadline.after(timeout), call);
    }

    /** A call within what is left of the deadline, and within the time-out; fails as {@link FailureCode#BACK_END}. */
    <T> Future<T> call(Deadline deadline, Function<MongoClient, Future<T>> call) {
        long millis = Math.min(timeout.toMillis(), deadline.remaining().toMillis());
        if (millis <= 0) {
            return Future.failedFuture(new Failure(FailureCode.DEADLINE, "no time left for MongoDB"));
        }
        return call.apply(client)
                .timeout(millis, TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(new Failure(
                        FailureCode.BACK_END, "MongoDB: " + cause.getClass().getSimpleName(), cause)));
    }

    /** Creates an index unless it is there. */
    Future<Void> index(String name, JsonObject keys, boolean sparse) {
        return call(mongo -> mongo.createIndexWithOptions(
                NAME, keys, new IndexOptions().name(name).sparse(sparse)));
    }

    static JsonObject byId(String id) {
        return new JsonObject().put("_id", id);
    }

    /** Whether a write was refused because its id is there already. */
    static boolean duplicateKey(Throwable cause) {
        if (cause instanceof MongoWriteException write) {
            return write.getError().getCode() == DUPLICATE_KEY;
        }
        return cause instanceof MongoCommandException command && command.getErrorCode() == DUPLICATE_KEY;
    }
}
