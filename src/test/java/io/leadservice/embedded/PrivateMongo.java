package io.leadservice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** A store of one test alone in a process of its own, which the test may kill and bring back with its data. */
public final class PrivateMongo implements AutoCloseable {

    private final Path folder;
    private final int port;
    private Process server;

    private PrivateMongo(Path folder, int port, Process server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /** Starts one on a free port; blocks until it answers. */
    public static PrivateMongo start() {
        try {
            Path folder = Files.createTempDirectory("lead-service-mongo");
            int port = LoopbackPort.free();
            return new PrivateMongo(folder, port, started(folder, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String uri() {
        return uri(port);
    }

    /** For one who comes by another port. */
    public String uri(int through) {
        return "mongodb://" + LoopbackPort.HOST + ":" + through + "/leads";
    }

    /** Ends it as the kernel would. */
    public void kill() {
        try {
            server.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again on the same port and data. */
    public void restart() {
        server = started(folder, port);
    }

    @Override
    public void close() {
        kill();
        SharedBackEnds.delete(folder);
    }

    /** One that ends, since another program has its port at that moment, is started again, as by whoever watches over it. */
    private static Process started(Path folder, int port) {
        AtomicReference<Process> process = new AtomicReference<>(launched(folder, port));
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
            if (!process.get().isAlive()) {
                process.set(launched(folder, port));
            }
            return Probe.MONGODB.answers(port) && process.get().isAlive();
        });
        return process.get();
    }

    private static Process launched(Path folder, int port) {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:MetaspaceSize=64m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MongoProcess.class.getName(),
                            folder.toString(),
                            Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("mongodb.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
