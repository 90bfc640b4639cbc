package io.leadservice.cli;

import io.leadservice.config.MongodbConfig;
import io.leadservice.config.Secret;
import io.leadservice.persistence.MongoCalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mongo.MongoClient;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A client of the store for as long as a command works with it. */
public final class StoreClient {

    private static final int CLOSE_SECONDS = 10;

    private StoreClient() {}

    /** Blocks for what is done with the store. */
    public static <T> T with(MongodbConfig config, Secret uri, Function<MongoClient, Future<T>> work) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return work.apply(MongoCalls.client(vertx, config, uri))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
