package io.leadservice;

import io.leadservice.config.AppEnv;
import io.leadservice.config.BusTlsConfig;
import io.leadservice.config.ConfigException;
import io.leadservice.config.LeadServiceConfig;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.List;
import java.util.Set;

/**
 * How the event bus of a clustered node speaks: under mutual TLS, by certificates of a private CA, where that is configured.
 * Left to itself the bus of Vert.x is in clear, and under TLS it trusts everybody.
 */
final class BusTransport {

    private BusTransport() {}

    /** @throws ConfigException if leads would cross the network of a production cluster in clear, and nobody said so */
    static void check(LeadServiceConfig config) {
        if (config.env() == AppEnv.PRODUCTION
                && config.cluster().tls().isEmpty()
                && !config.cluster().leadsInClear()) {
            throw new ConfigException(
                    List.of("cluster.tls is not set, but a production cluster needs it: leads would cross"
                            + " the network in clear. Set cluster.tls.certificate, .key and .ca, or, where something else encrypts"
                            + " what goes between nodes, cluster.leads-in-clear: true"));
        }
    }

    /** Puts the configured TLS into the options. */
    static EventBusOptions secure(EventBusOptions options, LeadServiceConfig config) {
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
