package io.leadservice.bus;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node serves.
 *
 * @param instances by address
 * @param warm the addresses that it is used to; none from a node of an earlier version
 */
record NodeServes(Map<String, Integer> instances, @Nullable Set<String> warm) {

    NodeServes {
        instances = Map.copyOf(instances);
        warm = warm == null ? Set.of() : Set.copyOf(warm);
    }
}
