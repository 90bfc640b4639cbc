package io.leadservice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real broker of one test alone, which may take it away and bring it back with its data. */
public final class PrivateKafka implements AutoCloseable {

    private final Path folder;
    private final int port;
    private KafkaBackEnd server;

    private PrivateKafka(Path folder, int port, KafkaBackEnd server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /** Starts one on a free port; blocks for seconds. */
    public static PrivateKafka start() {
        try {
            Path folder = Files.createTempDirectory("lead-service-kafka");
            int port = LoopbackPort.free();
            return new PrivateKafka(folder, port, started(folder, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String brokers() {
        return server.address();
    }

    /** Ends it in order. */
    public void stop() {
        server.close();
    }

    /** Starts it again on the same port and data. */
    public void restart() {
        server = started(folder, port);
    }

    @Override
    public void close() {
        server.close();
        SharedBackEnds.delete(folder);
    }

    private static KafkaBackEnd started(Path folder, int port) {
        try {
            return KafkaBackEnd.start(folder, port);
        } catch (Exception e) {
            throw new IllegalStateException("Kafka did not start", e);
        }
    }
}
