package io.leadservice.persistence;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A few seconds of one writer's new leads. A lead carries the id of its epoch instead of its first event; as long as the
 * epoch's document stands in the store, the events of its leads may be missing in Kafka.
 *
 * @param id names it; never used again
 * @param since its leads were received then or later
 */
record Epoch(String id, Instant since) {

    /** What the clocks of the edge and the writer may differ by, and a lead may have been on its way. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    static Epoch beginning(Instant now) {
        return new Epoch(UUID.randomUUID().toString(), now.minus(MARGIN));
    }

    /** Whether a lead of that time may be one of its leads. */
    boolean holds(Instant received) {
        return !received.isBefore(since);
    }
}
