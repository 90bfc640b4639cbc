package io.leadservice.torture;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What was sent and what the service said to it. Thread-safe. */
final class Ledger {

    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(30);
    private static final int DIGITS = 3;

    private static final String CLOSED_PORT = ConnectException.class.getSimpleName();

    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final Map<String, Integer> setbacks = new TreeMap<>();
    private final Histogram latency = new Histogram(MAX_MICROS, DIGITS);
    private int open;
    private int retried;
    private OptionalLong lastSetback = OptionalLong.empty();

    /** What became of a lead. */
    sealed interface Answer {

        /** None that settles it. */
        record Open() implements Answer {}

        /** @param status 201 or 202 */
        record Acknowledged(int status, String leadId) implements Answer {}

        /** @param reason status and code, of a lead that there is nothing wrong with */
        record Refused(String reason) implements Answer {}
    }

    /** A lead that was sent at least once. */
    record Sent(Payload payload, Answer answer) {}

    /** Before its first attempt. */
    synchronized void begin(Payload payload) {
        sent.put(payload.marker(), new Sent(payload, new Answer.Open()));
        open++;
    }

    /** @param nanos since the lead was due */
    synchronized void acknowledged(Payload payload, int status, String leadId, long nanos) {
        latency.recordValue(Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
        settle(payload, new Answer.Acknowledged(status, leadId));
    }

    synchronized void refused(Payload payload, String reason) {
        settle(payload, new Answer.Refused(reason));
    }

    /** An attempt that is to be repeated. */
    synchronized void setback(String reason, boolean first) {
        setbacks.merge(reason, 1, Integer::sum);
        retried += first ? 1 : 0;
        if (!reason.equals(CLOSED_PORT)) {
            lastSetback = OptionalLong.of(System.nanoTime());
        }
    }

    private void settle(Payload payload, Answer answer) {
        sent.put(payload.marker(), new Sent(payload, answer));
        open--;
        notifyAll();
    }

    /** Waits until at most so many leads have no answer. */
    synchronized void awaitOpen(int most, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); open > most && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** How many leads have no answer. */
    synchronized int open() {
        return open;
    }

    /** Latencies and setbacks count from now on. */
    synchronized void beginToMeasure() {
        latency.reset();
        setbacks.clear();
        lastSetback = OptionalLong.empty();
        retried = 0;
    }

    /** How many leads needed more than one attempt. */
    synchronized int retried() {
        return retried;
    }

    /**
     * When an attempt failed for the last time, as of {@link System#nanoTime}; not one that found a closed port, where a balancer
     * would not have asked.
     */
    synchronized OptionalLong lastSetback() {
        return lastSetback;
    }

    /** How many attempts had to be repeated, by reason. */
    synchronized Map<String, Integer> setbacks() {
        return Map.copyOf(setbacks);
    }

    /** All that was sent, in order. */
    synchronized List<Sent> all() {
        return Collections.unmodifiableList(new ArrayList<>(sent.values()));
    }

    /** From the moment that a lead was due to its acknowledgement, all attempts included. Microseconds. */
    synchronized Histogram latency() {
        return latency.copy();
    }
}
