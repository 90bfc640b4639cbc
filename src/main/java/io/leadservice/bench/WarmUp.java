package io.leadservice.bench;

import java.time.Duration;
import java.util.Map;

/** The load before what is measured. Blocks. */
final class WarmUp {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration STEP = Duration.ofSeconds(3);
    /** It is over once so many steps brought no better rate than one before them by this factor, … */
    private static final int NO_BETTER = 2;

    private static final double BETTER = 1.05;
    /** … and in as many steps the JIT compilers of all processes needed no more than this part of a processor. */
    private static final int QUIET = 3;

    private static final double COMPILING = 0.1;
    private static final int SETTLING_PART = 4;

    private WarmUp() {}

    /**
     * Sends as much as goes until more of it brings no better rate and the JIT compilers have done their work, at most three
     * minutes.
     *
     * @param inFlight how many at once: as many as later, since others take other ways through the code
     * @param usage of those that are warmed up
     */
    static void run(LoadGenerator generator, int inFlight, Usage usage) {
        double best = 0;
        int without = 0;
        int quiet = 0;
        long end = System.nanoTime() + LONGEST.toNanos();
        while ((without < NO_BETTER || quiet < QUIET) && System.nanoTime() < end) {
            Duration before = sum(usage.compilers());
            double rate = generator.run(new Load.Closed(inFlight, STEP)).get(0).rate();
            quiet = compiling(before, usage) ? 0 : quiet + 1;
            without = rate > best * BETTER ? 0 : without + 1;
            best = Math.max(best, rate);
        }
    }

    /**
     * Sends leads at the rate that is measured later until the JIT compilers have nothing to do with that either, at most three
     * quarters of a minute: what comes one by one takes other ways through the code than as much as goes.
     */
    static void settle(LoadGenerator generator, double rate, Usage usage) {
        int quiet = 0;
        long end = System.nanoTime() + LONGEST.dividedBy(SETTLING_PART).toNanos();
        while (quiet < QUIET && System.nanoTime() < end) {
            Duration before = sum(usage.compilers());
            generator.run(Load.Open.at(rate, STEP));
            quiet = compiling(before, usage) ? 0 : quiet + 1;
        }
    }

    private static boolean compiling(Duration before, Usage usage) {
        return sum(usage.compilers()).minus(before).toNanos() > COMPILING * STEP.toNanos();
    }

    private static Duration sum(Map<String, Duration> times) {
        return times.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
