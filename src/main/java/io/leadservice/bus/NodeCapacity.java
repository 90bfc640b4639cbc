package io.leadservice.bus;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many instances of this node serve each address, and how used it is to that. One for each Vert.x; thread-safe. */
final class NodeCapacity implements Shareable {

    private final Map<String, Integer> instances = new ConcurrentHashMap<>();
    private final Map<String, Integer> most = new ConcurrentHashMap<>();

    private final Map<String, SlowStart> starts = new ConcurrentHashMap<>();

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

    SlowStart start(String address) {
        SlowStart known = starts.get(address);
        return known == null ? starts.computeIfAbsent(address, name -> new SlowStart()) : known;
    }

    /** How many requests it has answered that it may hand over, by address, up to {@link SlowStart#WARM}. */
    Map<String, Integer> answered() {
        Map<String, Integer> answered = new TreeMap<>();
        starts.forEach((address, start) -> answered.put(address, start.answered()));
        return answered;
    }

    /** The addresses of which it would be lent requests. */
    List<String> borrowing() {
        return starts.entrySet().stream()
                .filter(start -> start.getValue().borrows())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** By address. */
    Map<String, Integer> now() {
        return new TreeMap<>(instances);
    }
}
