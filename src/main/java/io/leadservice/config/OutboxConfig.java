package io.leadservice.config;

import java.time.Duration;

/**
 * How pending events reach Kafka.
 *
 * @param interval how often the relay looks for events that the fast path left
 * @param batchSize the most leads in one round
 * @param lease how long a node keeps what it took before another may take it
 * @param maxTries how often an event that Kafka refuses for what it is gets tried before it goes to the dead letters
 */
public record OutboxConfig(Duration interval, int batchSize, Duration lease, int maxTries) {}
