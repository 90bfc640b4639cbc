package io.leadservice.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real Kafka broker of one node in KRaft mode, broker and controller in this process. */
final class KafkaBackEnd implements BackEnd {

    private static final String NODE = "1";

    private final KafkaRaftServer server;
    private final String address;
    private final AtomicBoolean closed = new AtomicBoolean();

    private KafkaBackEnd(KafkaRaftServer server, String address) {
        this.server = server;
        this.address = address;
    }

    /** Starts the broker on its folder, which is formatted at the first start; blocks for seconds. */
    static KafkaBackEnd start(Path folder, int port) throws Exception {
        return start(folder, port, Map.of());
    }

    /** @param further broker properties, which go before ours */
    static KafkaBackEnd start(Path folder, int port, Map<String, String> further) throws Exception {
        Files.createDirectories(folder);
        format(folder);
        Properties properties = properties(folder, port, LoopbackPort.free());
        properties.putAll(further);
        KafkaConfig config = KafkaConfig.fromProps(properties, false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        return new KafkaBackEnd(server, LoopbackPort.HOST + ":" + port);
    }

    private static void format(Path folder) throws Exception {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silence)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(Integer.parseInt(NODE))
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    // The quorum's state on disk holds the voter's id and not its port, so the controller takes a new port each time.
    private static Properties properties(Path folder, int port, int controllerPort) {
        String broker = "PLAINTEXT://" + LoopbackPort.HOST + ":" + port;
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                NODE,
                "controller.quorum.voters",
                NODE + "@" + controller,
                "listeners",
                broker + ",CONTROLLER://" + controller,
                "advertised.listeners",
                broker,
                "controller.listener.names",
                "CONTROLLER",
                "inter.broker.listener.name",
                "PLAINTEXT",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                folder.toAbsolutePath().toString(),
                "auto.create.topics.enable",
                "false"));
        properties.putAll(oneNode());
        properties.putAll(soonBackAfterACrash());
        return properties;
    }

    /**
     * A broker is let in again when its session before has ended: after 9 s by default. One that is so busy that it says
     * nothing for as long is taken for dead, and then its topics have no leader.
     */
    private static Map<String, String> soonBackAfterACrash() {
        return Map.of("broker.session.timeout.ms", "6000", "broker.heartbeat.interval.ms", "500");
    }

    private static Map<String, String> oneNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                // 128 MiB by default, allocated at the start
                "log.cleaner.dedupe.buffer.size", "2097152");
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.shutdown();
            server.awaitShutdown();
        }
    }
}
