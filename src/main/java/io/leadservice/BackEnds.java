package io.leadservice;

import io.leadservice.config.AppEnv;
import io.leadservice.config.BackEndAddresses;
import io.leadservice.config.ConfigException;
import io.leadservice.config.EmbeddedBackEnds;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.Secret;
import io.leadservice.config.StagesConfig;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The addresses of the back ends that this node needs: the configured ones, or in development those of back ends started
 * inside this process. Blocks: for worker threads.
 */
final class BackEnds implements AutoCloseable {

    private final Optional<EmbeddedBackEnds.Running> embedded;
    private final LeadServiceConfig config;

    private BackEnds(Optional<EmbeddedBackEnds.Running> embedded, LeadServiceConfig config) {
        this.embedded = embedded;
        this.config = config;
    }

    /** @throws ConfigException if one is missing and cannot be embedded */
    static BackEnds resolve(LeadServiceConfig config) {
        boolean storeMissing = config.stages().persistence().instances() > 0
                && config.mongodb().uri().isEmpty();
        StagesConfig stages = config.stages();
        boolean streamMissing =
                stages.publishing().instances() + stages.intake().instances() > 0
                        && config.kafka().brokers().isEmpty();
        if (!storeMissing && !streamMissing) {
            return new BackEnds(Optional.empty(), config);
        }
        EmbeddedBackEnds provider = ServiceLoader.load(EmbeddedBackEnds.class)
                .findFirst()
                .filter(found -> config.env() == AppEnv.DEVELOPMENT)
                .orElseThrow(() -> new ConfigException(List.of("MONGODB_URI, REDIS_URL and KAFKA_BROKERS must be set:"
                        + " this build carries no embedded back ends")));
        return new BackEnds(Optional.of(provider.start(config.dataDir())), config);
    }

    Secret mongodbUri() {
        return config.mongodb().uri().orElseGet(() -> new Secret(addresses().mongodbUri()));
    }

    /** Redis; none if other back ends are given and it is not. */
    Optional<Secret> redisUrl() {
        return config.redis()
                .url()
                .or(() -> embedded.map(running -> new Secret(running.addresses().redisUri())));
    }

    String kafkaBrokers() {
        return config.kafka().brokers().orElseGet(() -> addresses().kafkaBrokers());
    }

    private BackEndAddresses addresses() {
        return embedded.map(EmbeddedBackEnds.Running::addresses)
                .orElseThrow(() -> new IllegalStateException("no embedded back ends run"));
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedBackEnds.Running::close);
    }
}
