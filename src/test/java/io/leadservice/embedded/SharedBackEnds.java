package io.leadservice.embedded;

import io.leadservice.config.BackEndAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * One set of back ends for all integration tests of this JVM. {@code MONGODB_URI}, {@code REDIS_URL} and
 * {@code KAFKA_BROKERS} replace each by an outside one.
 */
public final class SharedBackEnds {

    private static Optional<BackEndAddresses> addresses = Optional.empty();

    private SharedBackEnds() {}

    public static synchronized BackEndAddresses addresses() {
        if (addresses.isEmpty()) {
            addresses = Optional.of(start(System.getenv()));
        }
        return addresses.get();
    }

    private static BackEndAddresses start(Map<String, String> env) {
        Optional<BackEndAddresses> embedded =
                env.keySet().containsAll(java.util.List.of("MONGODB_URI", "REDIS_URL", "KAFKA_BROKERS"))
                        ? Optional.empty()
                        : Optional.of(embedded());
        return new BackEndAddresses(
                Optional.ofNullable(env.get("MONGODB_URI")).orElseGet(() -> embedded.orElseThrow().mongodbUri()),
                Optional.ofNullable(env.get("REDIS_URL")).orElseGet(() -> embedded.orElseThrow().redisUri()),
                Optional.ofNullable(env.get("KAFKA_BROKERS")).orElseGet(() -> embedded.orElseThrow().kafkaBrokers()));
    }

    private static BackEndAddresses embedded() {
        try {
            var running = new EmbeddedBackEndsProvider().start(Files.createTempDirectory("lead-service-it"));
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
            return running.addresses();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
