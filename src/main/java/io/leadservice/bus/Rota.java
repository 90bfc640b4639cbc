package io.leadservice.bus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Whose turn it is: goes round the nodes that serve an address, each as often as it has instances, evenly mixed (smooth weighted
 * round robin). Thread-safe.
 */
final class Rota {

    private final Map<String, Map<String, Integer>> instances;
    private final Map<String, Turns> turns = new ConcurrentHashMap<>();

    /** @param instances by node and address */
    Rota(Map<String, Map<String, Integer>> instances) {
        this.instances = Map.copyOf(instances);
    }

    /** Whether it is made of the same. */
    boolean isOf(Map<String, Map<String, Integer>> others) {
        return instances.equals(others);
    }

    /** The nodes that it knows. */
    Set<String> nodes() {
        return instances.keySet();
    }

    /** The next node that serves the address and is wanted. */
    Optional<String> next(String address, Predicate<String> wanted) {
        return turns.computeIfAbsent(address, this::turnsOf).next(wanted);
    }

    private Turns turnsOf(String address) {
        Map<String, Integer> weights = new TreeMap<>();
        instances.forEach((node, counts) -> {
            int count = counts.getOrDefault(address, 0);
            if (count > 0) {
                weights.put(node, count);
            }
        });
        return new Turns(order(weights));
    }

    /** Each node as often as its weight, as far from itself as can be. */
    static List<String> order(Map<String, Integer> weights) {
        int total = weights.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Integer> credit = new HashMap<>();
        List<String> order = new ArrayList<>(total);
        while (order.size() < total) {
            String most = "";
            for (Map.Entry<String, Integer> node : weights.entrySet()) {
                int now = credit.merge(node.getKey(), node.getValue(), Integer::sum);
                if (most.isEmpty() || now > credit.getOrDefault(most, 0)) {
                    most = node.getKey();
                }
            }
            credit.merge(most, -total, Integer::sum);
            order.add(most);
        }
        return order;
    }

    private static final class Turns {

        private final List<String> order;
        private final AtomicInteger turn = new AtomicInteger();

        Turns(List<String> order) {
            this.order = List.copyOf(order);
        }

        Optional<String> next(Predicate<String> wanted) {
            // Of this search alone: with a shared one, searches side by side would leave nodes out.
            int start = turn.getAndIncrement();
            for (int i = 0; i < order.size(); i++) {
                String node = order.get(Math.floorMod(start + i, order.size()));
                if (wanted.test(node)) {
                    return Optional.of(node);
                }
            }
            return Optional.empty();
        }
    }
}
