package io.leadservice.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Counts equal warnings and errors, those of one logger and one message before its values are filled in, in rounds. Bounded and
 * thread-safe.
 */
final class LogBursts {

    /** So many of a kind are written in a round. */
    static final int MOST = 10;

    private static final int KINDS = 1_000;

    private final Map<Line, AtomicInteger> counts = new ConcurrentHashMap<>();

    /** A kind of line. */
    record Line(String logger, Level level, String message) {}

    boolean admits(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
            return true;
        }
        Line line = new Line(event.getLoggerName(), event.getLevel(), String.valueOf(event.getMessage()));
        AtomicInteger count = counts.get(line);
        if (count == null) {
            if (counts.size() >= KINDS) {
                return true;
            }
            count = counts.computeIfAbsent(line, unused -> new AtomicInteger());
        }
        return count.incrementAndGet() <= MOST;
    }

    /** Ends the round, and tells of each kind that was more than could be written by how many. */
    void end(BiConsumer<Line, Integer> tell) {
        for (Line line : List.copyOf(counts.keySet())) {
            AtomicInteger count = counts.remove(line);
            if (count != null && count.get() > MOST) {
                tell.accept(line, count.get() - MOST);
            }
        }
    }
}
