package io.leadservice.config;

import java.time.Duration;

/**
 * The edge.
 *
 * @param host address to bind
 * @param port port to bind, 0 for any free one
 * @param maxBodyBytes the largest request body
 * @param requestTimeout how long a request may take: every stage works within it
 * @param idleTimeout after how long without traffic a connection is closed
 * @param drain for how long a stopping node still takes requests, and asks their senders to connect elsewhere
 * @param batch many leads by one request
 */
public record HttpConfig(
        String host,
        int port,
        int maxBodyBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration drain,
        BatchConfig batch) {}
