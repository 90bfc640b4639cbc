package io.leadservice.limit;

import io.leadservice.config.Rate;
import java.time.Duration;

/**
 * The generic cell rate algorithm (ITU-T I.371) for one rate: all that is kept of a bucket is when it will be full again, its
 * theoretical arrival time. Times are nanoseconds of one clock, compared by difference only.
 */
record Gcra(long interval, long tolerance) {

    private static final double SECOND = 1e9;

    static Gcra of(Rate rate) {
        return new Gcra((long) (SECOND / rate.perSecond()), (long) (SECOND * rate.burst() / rate.perSecond()));
    }

    /** When the bucket will be full after one more, if one may pass. */
    long after(long arrival, long now) {
        long next = Math.max(arrival - now, 0) + interval;
        return next <= tolerance ? now + next : arrival;
    }

    /**
     * What is to be said of a bucket.
     *
     * @param arrival when it will be full, after this one was counted if it was allowed
     */
    Decision decision(boolean allowed, long arrival, long now) {
        long debt = Math.max(arrival - now, 0);
        return new Decision(
                allowed,
                Math.max(0, (tolerance - debt) / interval),
                Duration.ofNanos(debt),
                Duration.ofNanos(allowed ? 0 : Math.max(0, debt + interval - tolerance)));
    }
}
