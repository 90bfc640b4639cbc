package io.leadservice.bus;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many instances of this node serve each address. One for each Vert.x; thread-safe. */
final class NodeCapacity implements Shareable {

    private final Map<String, Integer> instances = new ConcurrentHashMap<>();
    private final Map<String, Integer> most = new ConcurrentHashMap<>();

    private NodeCapacity() {}

    static NodeCapacity of(Vertx vertx) {
        return vertx.sharedData()
                .<String, NodeCapacity>getLocalMap("lead-service.bus")
                .computeIfAbsent("capacity", key -> new NodeCapacity());
    }

    void started(String address) {
        most.merge(address, instances.merge(address, 1, Integer::sum), Math::max);
    }

    void stopped(String address) {
        instances.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    /** The most instances that served an address at once. */
    int most(String address) {
        return most.getOrDefault(address, 0);
    }

    /** By address. */
    Map<String, Integer> now() {
        return new TreeMap<>(instances);
    }
}
