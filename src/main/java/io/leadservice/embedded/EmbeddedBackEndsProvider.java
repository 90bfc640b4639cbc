package io.leadservice.embedded;

import io.leadservice.config.BackEndAddresses;
import io.leadservice.config.EmbeddedBackEnds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts the three back ends side by side. */
public final class EmbeddedBackEndsProvider implements EmbeddedBackEnds {

    @Override
    public Running start(Path dataDir) {
        DataFolder folder = DataFolder.hold(dataDir);
        CompletableFuture<BackEnd> mongodb =
                begin("MongoDB", () -> MongoBackEnd.start(dataDir.resolve("mongodb"), Ports.free()));
        CompletableFuture<BackEnd> redis =
                begin("Redis", () -> RedisBackEnd.start(dataDir.resolve("redis"), Ports.free()));
        CompletableFuture<BackEnd> kafka =
                begin("Kafka", () -> KafkaBackEnd.start(dataDir.resolve("kafka"), Ports.free()));
        List<BackEnd> started = new ArrayList<>();
        try {
            for (CompletableFuture<BackEnd> backEnd : List.of(mongodb, redis, kafka)) {
                started.add(backEnd.join());
            }
        } catch (CompletionException e) {
            for (CompletableFuture<BackEnd> backEnd : List.of(mongodb, redis, kafka)) {
                backEnd.handle((running, failure) -> running).thenAccept(running -> {
                    if (running != null) {
                        running.close();
                    }
                }).join();
            }
            folder.close();
            throw new IllegalStateException(e.getMessage(), e);
        }
        return new Started(folder, started);
    }

    private static CompletableFuture<BackEnd> begin(String name, Callable<BackEnd> start) {
        CompletableFuture<BackEnd> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(start.call());
                    } catch (Exception e) {
                        result.completeExceptionally(
                                new IllegalStateException("embedded " + name + " did not start: " + e.getMessage(), e));
                    }
                },
                "start-" + name);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** MongoDB, Redis, Kafka in this order. */
    private static final class Started implements Running {

        private final DataFolder folder;
        private final List<BackEnd> backEnds;
        private boolean closed;

        Started(DataFolder folder, List<BackEnd> backEnds) {
            this.folder = folder;
            this.backEnds = List.copyOf(backEnds);
        }

        @Override
        public BackEndAddresses addresses() {
            return new BackEndAddresses(
                    backEnds.get(0).address(),
                    backEnds.get(1).address(),
                    backEnds.get(2).address());
        }

        @Override
        public synchronized void close() {
            if (closed) {
                return;
            }
            closed = true;
            backEnds.parallelStream().forEach(BackEnd::close);
            folder.close();
        }
    }
}
