package io.leadservice.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What came of requests. Filled on one thread; read when the load is over. */
final class Tally {

    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;
    private static final double MICROS_IN_MILLI = 1_000.0;
    /** In place of a status, for a request that got no answer. */
    static final int NO_ANSWER = 0;

    private final Set<Integer> good;
    private final Histogram latency = new Histogram(MAX_MICROS, DIGITS);
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Duration length;

    /**
     * @param good the statuses of answers that count as work done
     * @param length over which the requests were due
     */
    Tally(Set<Integer> good, Duration length) {
        this.good = Set.copyOf(good);
        this.length = length;
    }

    /** @param nanos since the request was due */
    void answered(int status, long nanos) {
        statuses.merge(status, 1L, Long::sum);
        if (good.contains(status)) {
            latency.recordValue(Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
        }
    }

    /** How many answers had this status. */
    long count(int status) {
        return statuses.getOrDefault(status, 0L);
    }

    /** Of how many the work was done. */
    long good() {
        return latency.getTotalCount();
    }

    /** All others. */
    long bad() {
        return statuses.values().stream().mapToLong(Long::longValue).sum() - good();
    }

    /** Good ones a second. */
    double rate() {
        return good() * (double) TimeUnit.SECONDS.toNanos(1) / length.toNanos();
    }

    /** Of the good ones. */
    double millis(double percentile) {
        return good() == 0 ? 0 : latency.getValueAtPercentile(percentile) / MICROS_IN_MILLI;
    }

    /** Counts by status; 0 stands for none. */
    Map<Integer, Long> statuses() {
        return Map.copyOf(statuses);
    }
}
