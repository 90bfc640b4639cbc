package io.leadservice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Redis server of one test alone, which may do to it what it likes. */
public final class PrivateRedis implements AutoCloseable {

    private final Path folder;
    private final int port;
    private RedisBackEnd server;

    private PrivateRedis(Path folder, int port, RedisBackEnd server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /** Starts one on a free port; blocks until it answers. */
    public static PrivateRedis start() {
        try {
            Path folder = Files.createTempDirectory("lead-service-redis");
            int port = LoopbackPort.free();
            return new PrivateRedis(folder, port, started(folder, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return server.address();
    }

    public int port() {
        return port;
    }

    /** Stops it in its tracks: its connections stay open and nothing is answered. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("CONT");
    }

    /** Ends it as the kernel would. */
    public void kill() {
        signal("KILL");
    }

    /** Starts it again on the same port. */
    public void restart() {
        server = started(folder, port);
    }

    @Override
    public void close() {
        server.close();
        SharedBackEnds.delete(folder);
    }

    private static RedisBackEnd started(Path folder, int port) {
        try {
            return RedisBackEnd.start(folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void signal(String name) {
        ProcessHandle process = RedisBackEnd.runningIn(folder).orElseThrow();
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("no signal " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
