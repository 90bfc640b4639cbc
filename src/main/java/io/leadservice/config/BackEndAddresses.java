package io.leadservice.config;

import java.util.Objects;

/**
 * Where the three back ends listen. All three are given; the values are connection strings as each client takes them.
 *
 * @param mongodbUri a MongoDB connection string with the database in its path, {@code mongodb://host:port/leads}
 * @param redisUri a Redis connection string, {@code redis://host:port}
 * @param kafkaBrokers Kafka's bootstrap list, {@code host:port[,host:port]}
 */
public record BackEndAddresses(String mongodbUri, String redisUri, String kafkaBrokers) {
    public BackEndAddresses {
        Objects.requireNonNull(mongodbUri, "mongodbUri");
        Objects.requireNonNull(redisUri, "redisUri");
        Objects.requireNonNull(kafkaBrokers, "kafkaBrokers");
    }
}
