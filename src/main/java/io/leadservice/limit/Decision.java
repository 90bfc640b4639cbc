package io.leadservice.limit;

import java.time.Duration;

/**
 * Whether one more may pass.
 *
 * @param allowed whether it may
 * @param remaining how many may still pass at this moment
 * @param untilFull after which time without any the whole burst is there again
 * @param untilNext after which time one may pass again; zero if it may now
 */
public record Decision(boolean allowed, long remaining, Duration untilFull, Duration untilNext) {}
