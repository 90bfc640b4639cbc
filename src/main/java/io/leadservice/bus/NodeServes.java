package io.leadservice.bus;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node serves.
 *
 * @param instances by address
 * @param answered how used it is to what it may leave to others, as {@link SlowStart#answered}, by address; empty from a node of
 *     an earlier version
 * @param borrowing the addresses of which it would be lent requests
 */
record NodeServes(Map<String, Integer> instances, Optional<Map<String, Integer>> answered, List<String> borrowing) {

    NodeServes {
        instances = Map.copyOf(instances);
        answered = answered.map(Map::copyOf);
        borrowing = List.copyOf(borrowing);
    }
}
