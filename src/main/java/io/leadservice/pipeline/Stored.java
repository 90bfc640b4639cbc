package io.leadservice.pipeline;

import java.time.Instant;

/**
 * The lead and its event are durable.
 *
 * @param createdAt the lead's time of creation
 */
public record Stored(Instant createdAt) {}
