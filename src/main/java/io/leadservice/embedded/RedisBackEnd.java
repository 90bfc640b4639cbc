package io.leadservice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real Redis server, a child of this process. */
final class RedisBackEnd implements BackEnd {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Process process;
    private final String address;

    private RedisBackEnd(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts the server and waits until it answers. */
    static RedisBackEnd start(Path folder, int port) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        stopOrphan(folder);
        Path log = folder.resolve("redis.log");
        Process process = new ProcessBuilder(RedisCommand.of(folder, port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RedisBackEnd started = new RedisBackEnd(process, "redis://" + LoopbackPort.HOST + ":" + port);
        if (!started.awaitAnswer(port)) {
            started.close();
            throw new IOException("redis-server does not answer on port " + port + "; its log is " + log);
        }
        return started;
    }

    // A parent that is killed leaves its child behind, and the child still writes to the append-only file.
    private static void stopOrphan(Path folder) {
        runningIn(folder).ifPresent(orphan -> {
            orphan.destroy();
            try {
                orphan.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (Exception e) {
                orphan.destroyForcibly();
            }
        });
    }

    /** The redis-server that works in this folder, if one does. */
    static Optional<ProcessHandle> runningIn(Path folder) {
        return PidFile.read(RedisCommand.pidFile(folder), "redis-server");
    }

    private boolean awaitAnswer(int port) throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (Probe.REDIS.answers(port)) {
                return true;
            }
            Thread.sleep(POLL.toMillis());
        }
        return false;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
