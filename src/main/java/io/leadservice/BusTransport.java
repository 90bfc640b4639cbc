package io.leadservice;

import io.leadservice.config.AppEnv;
import io.leadservice.config.BusTlsConfig;
import io.leadservice.config.ClusterConfig;
import io.leadservice.config.ConfigException;
import io.leadservice.config.LeadServiceConfig;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the event bus of a clustered node speaks: under mutual TLS, by certificates of a private CA, where that is configured.
 * Left to itself the bus of Vert.x is in clear, and under TLS it trusts everybody.
 */
final class BusTransport {

    private static final int CONNECT_MILLIS = 3_000;
    private static final long PING_MILLIS = 5_000;
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\..*|\\[?(0*:)*0*1]?|0\\.0\\.0\\.0|", Pattern.CASE_INSENSITIVE);

    private BusTransport() {}

    /**
     * @throws ConfigException if a production cluster could not be one: no other node would reach this one, or leads would cross the
     *     network in clear and nobody said so
     */
    static void check(LeadServiceConfig config) {
        if (config.env() != AppEnv.PRODUCTION) {
            return;
        }
        ClusterConfig cluster = config.cluster();
        List<String> problems = new ArrayList<>();
        if (LOOPBACK.matcher(cluster.host()).matches()) {
            problems.add("cluster.host is '" + cluster.host()
                    + "', but a production cluster needs an address of this node that"
                    + " the other nodes reach, such as the pod's");
        }
        if (cluster.busPort() == 0) {
            problems.add("cluster.bus-port is '0', but a production cluster needs a port that is open between nodes");
        }
        if (cluster.tls().isEmpty() && !cluster.leadsInClear()) {
            problems.add("cluster.tls is not set, but a production cluster needs it: leads would cross"
                    + " the network in clear. Set cluster.tls.certificate, .key and .ca, or, where something else encrypts"
                    + " what goes between nodes, cluster.leads-in-clear: true");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** Puts the configured TLS into the options, and has a connection that is dead noticed in 10 s instead of 40. */
    static EventBusOptions secure(EventBusOptions options, LeadServiceConfig config) {
        options.setConnectTimeout(CONNECT_MILLIS)
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PING_MILLIS);
        config.cluster().tls().ifPresent(tls -> secure(options, tls));
        return options;
    }

    private static void secure(EventBusOptions options, BusTlsConfig tls) {
        options.setSsl(true)
                .setTrustAll(false)
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString()))
                .setTrustOptions(new PemTrustOptions().addCertPath(tls.ca().toString()));
    }
}
