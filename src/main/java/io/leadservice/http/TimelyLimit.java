package io.leadservice.http;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AbstractLimit;
import java.time.Duration;

/**
 * Another limit, and no more at once than are worked off in time: who found n at work and took t stands for a rate of n / t
 * (Little's law), so n * longest / t take the longest that is wanted. It counts where the other limit does not move: where a
 * machine is so slow that leads run out of time though few are at work. Thread-safe.
 */
final class TimelyLimit extends AbstractLimit {

    private static final int SMALLEST_STEP = 4;

    private final Limit inner;
    private final long longestNanos;
    private final int minimum;
    private final int maximum;
    private int timely;

    /**
     * @param inner its samples are those of this one
     * @param longest that work is to take
     * @param minimum however long it takes
     * @param maximum however quick it is
     */
    TimelyLimit(Limit inner, Duration longest, int minimum, int maximum) {
        super(maximum);
        this.inner = inner;
        this.longestNanos = longest.toNanos();
        this.minimum = minimum;
        this.maximum = maximum;
        this.timely = maximum;
    }

    /** Under the lock of the superclass. */
    @Override
    protected int _update(long startNanos, long tookNanos, int inFlight, boolean dropped) {
        inner.onSample(startNanos, tookNanos, inFlight, dropped);
        if (tookNanos > longestNanos) {
            int inTime = (int) ((double) inFlight * longestNanos / tookNanos);
            timely = Math.min(timely, Math.max(minimum, inTime));
        } else if (tookNanos < longestNanos / 2) {
            timely = Math.min(maximum, timely + Math.max(SMALLEST_STEP, (int) Math.sqrt(timely)));
        }
        return Math.min(timely, inner.getLimit());
    }
}
