package io.leadservice.config;

import java.util.List;

/**
 * How nodes find each other when the service is started with {@code -cluster}.
 *
 * @param name only nodes with the same name join
 * @param host this node's address for the other nodes
 * @param port first port for membership; the next free one of 100 is taken
 * @param members where to look for other nodes, {@code host[:port]}
 * @param busPort port of the event bus, 0 for any free one
 */
public record ClusterConfig(String name, String host, int port, List<String> members, int busPort) {
    public ClusterConfig {
        members = List.copyOf(members);
    }
}
