package io.leadservice.bus;

import java.util.Map;

/**
 * What a node serves.
 *
 * @param instances by address
 */
record NodeServes(Map<String, Integer> instances) {

    NodeServes {
        instances = Map.copyOf(instances);
    }
}
