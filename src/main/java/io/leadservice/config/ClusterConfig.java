package io.leadservice.config;

import java.util.List;
import java.util.Optional;

/**
 * How nodes find each other when the service is started with {@code -cluster}, and how they speak.
 *
 * @param name only nodes with the same name join
 * @param host this node's address for the other nodes
 * @param port first port for membership; the next free one of 100 is taken
 * @param discovery how other nodes are found
 * @param members where to look for other nodes, {@code host[:port]}; of {@link Discovery#STATIC}
 * @param service the name to resolve, or of the service whose pods are nodes; empty for {@link Discovery#STATIC}
 * @param busPort port of the event bus, 0 for any free one
 * @param tls how leads on the event bus are protected; empty leaves them in clear
 * @param leadsInClear whether production may do without
 */
public record ClusterConfig(
        String name,
        String host,
        int port,
        Discovery discovery,
        List<String> members,
        String service,
        int busPort,
        Optional<BusTlsConfig> tls,
        boolean leadsInClear) {
    public ClusterConfig {
        members = List.copyOf(members);
    }
}
