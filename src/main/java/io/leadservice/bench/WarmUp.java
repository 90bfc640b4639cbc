package io.leadservice.bench;

import java.time.Duration;
import java.util.Map;

/** The load before what is measured. Blocks. */
final class WarmUp {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofSeconds(3);
    private static final int IN_FLIGHT = 32;
    /** It is over once so many steps brought no better rate than one before them by this factor, … */
    private static final int NO_BETTER = 2;

    private static final double BETTER = 1.05;
    /** … and the JIT compilers of all processes need no more than this part of a processor. */
    private static final double COMPILING = 0.1;

    private WarmUp() {}

    /**
     * Sends as much as goes until more of it brings no better rate and the JIT compilers have done their work, at most two
     * minutes.
     *
     * @param usage of those that are warmed up
     */
    static void run(LoadGenerator generator, Usage usage) {
        double best = 0;
        int without = 0;
        boolean compiling = true;
        long end = System.nanoTime() + LONGEST.toNanos();
        while ((without < NO_BETTER || compiling) && System.nanoTime() < end) {
            Duration before = sum(usage.compilers());
            double rate = generator.run(new Load.Closed(IN_FLIGHT, STEP)).get(0).rate();
            compiling = sum(usage.compilers()).minus(before).toNanos() > COMPILING * STEP.toNanos();
            without = rate > best * BETTER ? 0 : without + 1;
            best = Math.max(best, rate);
        }
    }

    private static Duration sum(Map<String, Duration> times) {
        return times.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
