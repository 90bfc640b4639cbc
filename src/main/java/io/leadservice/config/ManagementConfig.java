package io.leadservice.config;

/**
 * The operator's port: metrics and health.
 *
 * @param host address to bind
 * @param port port to bind, 0 for any free one
 * @param fallback whether to take any free port when this one is taken: only in development, and only if the port was
 *     not chosen
 */
public record ManagementConfig(String host, int port, boolean fallback) {}
