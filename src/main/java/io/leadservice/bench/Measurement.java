package io.leadservice.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What was seen while a load came.
 *
 * @param tallies one for each leg
 * @param cpu time that each process took
 * @param compilers the part of it that the JIT compilers took
 * @param memory of each process in the end, MiB
 * @param allocated bytes that the service's nodes allocated
 */
record Measurement(
        List<Tally> tallies,
        Map<String, Duration> cpu,
        Map<String, Duration> compilers,
        Map<String, Long> memory,
        double allocated) {

    private static final double NANOS_IN_MICRO = 1_000.0;

    Tally tally() {
        return tallies.get(0);
    }

    /** How many requests were answered well. */
    long good() {
        return tallies.stream().mapToLong(Tally::good).sum();
    }

    /** How many answers had this status. */
    long count(int status) {
        return tallies.stream().mapToLong(tally -> tally.count(status)).sum();
    }

    /** How many were not. */
    long bad() {
        return tallies.stream().mapToLong(Tally::bad).sum();
    }

    /** Microseconds of a process's time for each good answer. */
    double micros(String process) {
        return micros(cpu, process);
    }

    /** Microseconds of the time of a process's compilers for each good answer. */
    double compilerMicros(String process) {
        return micros(compilers, process);
    }

    private double micros(Map<String, Duration> times, String process) {
        return good() == 0 ? 0 : times.getOrDefault(process, Duration.ZERO).toNanos() / NANOS_IN_MICRO / good();
    }
}
