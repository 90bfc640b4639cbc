package io.leadservice;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.BusMeters;
import io.leadservice.bus.Channel;
import io.leadservice.bus.Codecs;
import io.leadservice.bus.Peers;
import io.leadservice.bus.Placement;
import io.leadservice.config.ClusterConfig;
import io.leadservice.config.Discovery;
import io.leadservice.embedded.LoopbackPort;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Clustered nodes of this JVM that know each other, with nothing but the bus. */
final class ClusteredNodes implements AutoCloseable {

    private final List<Vertx> nodes = new ArrayList<>();
    private final List<Peers> peers = new ArrayList<>();

    private ClusteredNodes() {}

    /** @param codecs a channel with the messages that a node knows */
    static ClusteredNodes start(int count, IntFunction<Channel<?, ?>> codecs) throws IOException {
        int port = LoopbackPort.free();
        ClusterConfig cluster = new ClusterConfig(
                "nodes-" + port,
                "127.0.0.1",
                port,
                Discovery.STATIC,
                List.of("127.0.0.1:" + port),
                "",
                0,
                Optional.empty(),
                false);
        ClusteredNodes started = new ClusteredNodes();
        for (int node = 0; node < count; node++) {
            VertxOptions options = new VertxOptions().setEventLoopPoolSize(2);
            options.getEventBusOptions().setHost("127.0.0.1");
            Vertx vertx = TestNode.join(Vertx.builder()
                    .with(options)
                    .withClusterManager(Cluster.manager(cluster))
                    .buildClustered());
            Codecs.register(vertx.eventBus(), List.of(codecs.apply(node)));
            started.nodes.add(vertx);
            started.peers.add(new Peers(vertx));
        }
        started.peers.forEach(known -> TestNode.join(known.start()));
        return started;
    }

    Vertx vertx(int node) {
        return nodes.get(node);
    }

    /** Each asks all others what they serve. */
    void meet() {
        peers.forEach(known -> TestNode.join(known.round()));
    }

    BusClient client(int node, Channel<?, ?> channel, Placement placement, Duration hopTimeout) {
        return new BusClient(
                nodes.get(node),
                hopTimeout,
                Map.of(channel.address(), placement),
                BusMeters.none(),
                Optional.of(peers.get(node)));
    }

    @Override
    public void close() {
        peers.forEach(known -> TestNode.join(known.stop()));
        nodes.forEach(vertx -> TestNode.join(vertx.close()));
    }
}
