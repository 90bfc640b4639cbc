package io.leadservice.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The edge.
 *
 * @param host address to bind
 * @param port port to bind, 0 for any free one
 * @param maxBodyBytes the largest request body
 * @param requestTimeout how long a request may take: every stage works within it
 * @param idleTimeout after how long without traffic a connection is closed
 * @param drain for how long a stopping node still takes requests, and asks their senders to connect elsewhere
 * @param compressFrom the smallest answer in bytes that is sent as gzip to who takes it, 0 for none
 * @param http2 whether HTTP/2 is spoken beside HTTP/1.1 over TLS
 * @param h2c whether it is in clear
 * @param tls of the port; without it somebody before the service ends TLS
 * @param corsOrigins whose pages may call the API from a browser
 * @param connections what a connection may take of a node
 * @param admission how many posted leads are at work at once
 * @param batch many leads by one request
 */
public record HttpConfig(
        String host,
        int port,
        int maxBodyBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration drain,
        int compressFrom,
        boolean http2,
        boolean h2c,
        Optional<TlsConfig> tls,
        List<String> corsOrigins,
        ConnectionConfig connections,
        AdmissionConfig admission,
        BatchConfig batch) {

    public HttpConfig {
        corsOrigins = List.copyOf(corsOrigins);
    }
}
