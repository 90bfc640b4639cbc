package io.leadservice.bus;

import java.time.Duration;

/**
 * The moment by which an answer is of use, kept on this process's monotonic clock. Between nodes the remaining time
 * travels, never a time of day, so clocks need not agree.
 */
public final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /** A deadline so far from now. */
    public static Deadline after(Duration budget) {
        return new Deadline(System.nanoTime() + budget.toNanos());
    }

    /**
     * A deadline that leaves something for what comes after.
     *
     * @param parts of what is left now, one of these lies behind it
     */
    public Deadline earlier(int parts) {
        return new Deadline(nanos - remaining().toNanos() / parts);
    }

    /** What is left, zero once it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** Whether the time is over. */
    public boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }
}
