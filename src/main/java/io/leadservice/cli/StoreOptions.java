package io.leadservice.cli;

import io.leadservice.config.ConfigException;
import io.leadservice.config.DevelopmentKeys;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.Secret;
import io.leadservice.crypto.CipherException;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.persistence.MongoCalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** What the commands that work on the store itself need: the service's configuration, its store and its key. */
final class StoreOptions {

    private static final int CLOSE_SECONDS = 10;

    @Mixin
    private ConfOption conf = new ConfOption();

    /**
     * The store and the keys of the service that is so configured.
     */
    record Store(LeadServiceConfig config, Secret mongodbUri, ServiceKeys serviceKeys) {

        /** Blocks for what is done with the store. */
        <T> T with(Function<MongoClient, Future<T>> work) throws Exception {
            Vertx vertx = Vertx.vertx();
            try {
                MongoClient client = MongoCalls.client(vertx, config.mongodb(), mongodbUri);
                return work.apply(client)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } finally {
                vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        }

        /** Shows none of them. */
        @Override
        public String toString() {
            return "Store[]";
        }
    }

    ConfOption conf() {
        return conf;
    }

    private static ServiceKeys serviceKeys(Secret key) {
        try {
            return ServiceKeys.of(key.value());
        } catch (CipherException e) {
            throw new ConfigException(List.of("encryption.key (ENCRYPTION_KEY): " + e.getMessage()));
        }
    }

    /** @throws ConfigException naming what is not set */
    Store load(Map<String, String> env) {
        LeadServiceConfig config = conf.load(env);
        Secret uri = config.mongodb()
                .uri()
                .orElseThrow(() ->
                        new ConfigException(List.of("MONGODB_URI is not set: an embedded store belongs to its process;"
                                + " bin/lead backends up runs one that can be shared")));
        Secret key = config.encryptionKey().orElseGet(() -> new DevelopmentKeys(config.dataDir()).encryptionKey());
        return new Store(config, uri, serviceKeys(key));
    }
}
