package io.leadservice.bus;

import java.time.Duration;

/**
 * A stage's reply with how it came about.
 *
 * @param body what was asked for
 * @param hop how long it took, on the way, in the queue and at work
 */
public record Reply<O>(O body, Hop hop) {

    /**
     * One hop over the bus.
     *
     * @param node which did the work
     * @param took from asking to the reply
     * @param worked of it the stage worked, its calls to others included
     * @param cached whether a cache had the answer
     */
    public record Hop(String node, Duration took, Duration worked, boolean cached) {}
}
