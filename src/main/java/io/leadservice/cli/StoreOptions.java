package io.leadservice.cli;

import io.leadservice.config.ConfigException;
import io.leadservice.config.DevelopmentKeys;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.Secret;
import io.leadservice.crypto.CipherException;
import io.leadservice.crypto.ServiceKeys;
import io.vertx.core.Future;
import io.vertx.ext.mongo.MongoClient;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** What the commands that work on the store itself need: the service's configuration, its store and its key. */
final class StoreOptions {

    @Mixin
    private ConfOption conf = new ConfOption();

    /**
     * The store and the keys of the service that is so configured.
     */
    record Store(LeadServiceConfig config, Secret mongodbUri, ServiceKeys serviceKeys) {

        /** Blocks for what is done with the store. */
        <T> T with(Function<MongoClient, Future<T>> work) throws Exception {
            return StoreClient.with(config.mongodb(), mongodbUri, work);
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
