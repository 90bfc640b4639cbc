package io.leadservice.resilience;

import java.time.Duration;

/**
 * When a circuit breaker opens and closes.
 *
 * @param failureRatio opens at this share of failed calls, above 0 to 1
 * @param slowCall a call that takes longer is slow
 * @param slowRatio opens at this share of slow calls, above 0 to 1
 * @param window over how much of the past shares are taken, whole seconds
 * @param minimumCalls below so many calls in the window nothing opens it
 * @param openFor for how long nothing is asked
 * @param trials how many calls are then let through to decide whether it closes
 */
public record BreakerPolicy(
        double failureRatio,
        Duration slowCall,
        double slowRatio,
        Duration window,
        int minimumCalls,
        Duration openFor,
        int trials) {

    public BreakerPolicy {
        requireShare(failureRatio);
        requireShare(slowRatio);
        if (window.toSeconds() < 1 || minimumCalls < 1 || trials < 1 || openFor.isZero() || openFor.isNegative()) {
            throw new IllegalArgumentException("a breaker needs a window, calls, trials and an open time");
        }
    }

    private static void requireShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share lies above 0 and up to 1");
        }
    }
}
