package io.leadservice.config;

import java.time.Duration;

/**
 * How answers are kept for retries.
 *
 * @param ttl for how long after the first request of a key
 */
public record IdempotencyConfig(Duration ttl) {}
