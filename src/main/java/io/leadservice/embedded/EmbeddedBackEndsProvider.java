package io.leadservice.embedded;

import io.leadservice.config.EmbeddedBackEnds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Starts the three back ends inside this process, all at once. Found by {@link java.util.ServiceLoader}; blocks for
 * seconds, so it is called from a worker thread.
 */
public final class EmbeddedBackEndsProvider implements EmbeddedBackEnds {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    /** For {@link java.util.ServiceLoader}. */
    public EmbeddedBackEndsProvider() {}

    @Override
    public Running start(Path dataDir) {
        FolderLock lock = FolderLock.exclusive(dataDir);
        try {
            refuseSeparateRedis(dataDir);
            return startAll(dataDir, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    // The separate Kafka and MongoDB hold the folder's lock themselves; redis-server knows nothing of it.
    private static void refuseSeparateRedis(Path dataDir) {
        if (PidFile.read(dataDir.resolve("run").resolve("redis.pid"), "redis-server")
                .isPresent()) {
            throw FolderLock.inUse(dataDir);
        }
    }

    private static Running startAll(Path dataDir, FolderLock lock) {
        var mongodb = begin("MongoDB", () -> MongoBackEnd.start(dataDir.resolve("mongodb"), LoopbackPort.free()));
        var redis = begin("Redis", () -> RedisBackEnd.start(dataDir.resolve("redis"), LoopbackPort.free()));
        var kafka = begin("Kafka", () -> KafkaBackEnd.start(dataDir.resolve("kafka"), LoopbackPort.free()));
        var all = List.of(mongodb, redis, kafka);
        List<IllegalStateException> failures = new ArrayList<>();
        all.forEach(starting -> await(starting, failures));
        if (!failures.isEmpty()) {
            all.forEach(EmbeddedBackEndsProvider::closeWhenStarted);
            IllegalStateException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
        return new RunningBackEnds(mongodb.join(), redis.join(), kafka.join(), lock);
    }

    private static CompletableFuture<BackEnd> begin(String name, Callable<? extends BackEnd> start) {
        CompletableFuture<BackEnd> started = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        started.complete(start.call());
                    } catch (Throwable e) { // NoClassDefFoundError and the like have to be reported as well
                        started.completeExceptionally(
                                new IllegalStateException("the embedded " + name + " did not start: " + e, e));
                    }
                },
                "start-" + name);
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    private static void await(CompletableFuture<BackEnd> starting, List<IllegalStateException> failures) {
        try {
            starting.copy().orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            failures.add(
                    cause instanceof IllegalStateException named
                            ? named
                            : new IllegalStateException(
                                    "an embedded back end did not start within " + START_LIMIT.toSeconds() + " s", e));
        }
    }

    private static void closeWhenStarted(CompletableFuture<BackEnd> starting) {
        var unused = starting.thenAccept(BackEnd::close);
    }
}
