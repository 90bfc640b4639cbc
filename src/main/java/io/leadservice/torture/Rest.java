package io.leadservice.torture;

import io.leadservice.testbed.ServiceNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whether the system under test has nothing left to do: all nodes ready, intake read, outboxes empty. Blocks. */
final class Rest {

    private static final Duration POLL = Duration.ofMillis(300);

    private final List<ServiceNode> nodes;
    private final StoreReader store;
    private final TopicReader topics;

    Rest(List<ServiceNode> nodes, StoreReader store, TopicReader topics) {
        this.nodes = List.copyOf(nodes);
        this.store = store;
        this.topics = topics;
    }

    /** Waits for it, and says whether it came. */
    boolean await(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!missing().isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        return true;
    }

    /** What it waits for; nothing once it is at rest. */
    String missing() throws InterruptedException {
        long unready = nodes.stream().filter(node -> !node.ready()).count();
        if (unready > 0) {
            return unready + " nodes are not ready";
        }
        long lag = topics.intakeLag();
        if (lag > 0) {
            return lag + " submissions wait in the intake topic";
        }
        long pending = store.pending();
        if (pending > 0) {
            return "the events of " + pending + " leads wait in the outbox";
        }
        long epochs = store.epochs();
        return epochs > 0 ? epochs + " epochs of the outbox are open" : "";
    }
}
