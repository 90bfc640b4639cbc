package io.leadservice.resilience;

import java.time.Duration;

/**
 * How far a service outside is trusted.
 *
 * @param timeout the longest wait for an answer
 * @param reserve how much of the lead's time is kept for what comes after the call
 * @param maxInFlight how many calls this process has at work at once
 * @param breaker when it is not asked at all
 */
public record CallPolicy(Duration timeout, Duration reserve, int maxInFlight, BreakerPolicy breaker) {

    public CallPolicy {
        if (timeout.toMillis() < 1 || reserve.isNegative() || maxInFlight < 1) {
            throw new IllegalArgumentException("a call needs a timeout, a reserve and room for one");
        }
    }
}
