package io.leadservice.embedded;

import io.leadservice.config.BackEndAddresses;
import io.leadservice.config.EmbeddedBackEnds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One set of back ends for all tests of this JVM, started at the first use. MONGODB_URI, REDIS_URL and KAFKA_BROKERS in
 * the environment each replace one; with all three set nothing is started. Tests share the data: use names of your own.
 */
public final class SharedBackEnds {

    private SharedBackEnds() {}

    /** Where the back ends listen; blocks for seconds at the first call. */
    public static BackEndAddresses addresses() {
        return Holder.ADDRESSES;
    }

    /** Where the data of the embedded ones are; empty where outside ones stand in for some. */
    public static Optional<Path> folder() {
        return Set.of("MONGODB_URI", "REDIS_URL", "KAFKA_BROKERS").stream().anyMatch(System.getenv()::containsKey)
                ? Optional.empty()
                : Optional.ofNullable(Holder.folder);
    }

    private static final class Holder {
        static volatile Path folder;
        static final BackEndAddresses ADDRESSES = resolve(System.getenv());
    }

    private static BackEndAddresses resolve(Map<String, String> env) {
        String mongodb = env.get("MONGODB_URI");
        String redis = env.get("REDIS_URL");
        String kafka = env.get("KAFKA_BROKERS");
        if (mongodb != null && redis != null && kafka != null) {
            return new BackEndAddresses(own(mongodb), redis, kafka);
        }
        BackEndAddresses embedded = start();
        return new BackEndAddresses(
                mongodb != null ? own(mongodb) : embedded.mongodbUri(),
                redis != null ? redis : embedded.redisUri(),
                kafka != null ? kafka : embedded.kafkaBrokers());
    }

    /** A database of this run's own: its keys are not those of the run before. */
    private static String own(String mongodbUri) {
        return mongodbUri.replaceFirst(
                "(mongodb(?:\\+srv)?://[^/]+/)[^?]*", "$1lead-service-test-" + Long.toString(System.nanoTime(), 36));
    }

    private static BackEndAddresses start() {
        try {
            Path folder = Files.createTempDirectory("lead-service-back-ends");
            Holder.folder = folder;
            EmbeddedBackEnds.Running running = new EmbeddedBackEndsProvider().start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                running.close();
                delete(folder);
            }));
            return running.addresses();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a folder with all that is in it. */
    public static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
