package io.leadservice.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The cache.
 *
 * @param url connection string; empty starts the embedded server
 * @param timeout the longest wait for an answer: beyond it the service goes on without
 * @param maxInFlight how many commands a connection has at work; beyond it the service goes on without
 */
public record RedisConfig(Optional<Secret> url, Duration timeout, int maxInFlight) {}
