package io.leadservice.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scenario has shown: figures by name, and points of a curve where it went through several rates. */
final class Figures {

    private static final double KIBI = 1_024.0;

    private final Map<String, Double> values = new LinkedHashMap<>();
    private final List<Point> points = new ArrayList<>();

    /**
     * One rate of several. Times in milliseconds, the CPU time in microseconds.
     *
     * @param offered requests a second
     * @param taken good answers a second
     * @param refused other answers a second
     */
    record Point(
            double offered, double taken, double refused, double p50, double p99, double p999, double serviceCpu) {}

    Figures put(String name, double value) {
        values.put(name, value);
        return this;
    }

    Figures put(String name, long count) {
        return put(name, (double) count);
    }

    double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    Map<String, Double> values() {
        return values;
    }

    List<Point> points() {
        return points;
    }

    /** Latency, errors and cost of one measurement. */
    void add(Measurement measured) {
        Tally tally = measured.tally();
        put("leads-per-second", tally.rate());
        put("errors", measured.bad());
        tally.statuses().forEach((status, count) -> put("status-" + status, count));
        put("p50-ms", tally.millis(50));
        put("p99-ms", tally.millis(99));
        put("p999-ms", tally.millis(99.9));
        put("max-ms", tally.millis(100));
        double known = 0;
        for (String process : measured.cpu().keySet()) {
            if (!process.equals(Usage.MACHINE_NAME)) {
                put(process + "-cpu-us", measured.micros(process));
                known += measured.micros(process);
            }
        }
        if (measured.compilers().containsKey("service")) {
            put("service-jit-us", measured.compilerMicros("service"));
        }
        put("others-cpu-us", Math.max(0, measured.micros(Usage.MACHINE_NAME) - known));
        put("allocated-kib", measured.good() == 0 ? 0 : measured.allocated() / KIBI / measured.good());
        measured.memory().forEach((process, mebibytes) -> put(process + "-rss-mib", mebibytes));
    }

    /** The bare server at the same rate and with as much as goes, and how many times the service costs that. */
    void addBare(Measurement atRate, Measurement full) {
        put("bare-p99-ms", atRate.tally().millis(99));
        put("bare-cpu-us", full.micros("bare"));
        put("bare-cpu-us-at-rate", atRate.micros("bare"));
        put("cpu-ratio", get("service-cpu-us") / full.micros("bare"));
        put("p99-ratio", get("p99-ms") / atRate.tally().millis(99));
    }

    /** Adds one rate of several. */
    void add(double offered, Measurement measured) {
        Tally tally = measured.tally();
        double share = tally.good() == 0 ? 0 : tally.rate() / tally.good();
        points.add(new Point(
                offered,
                tally.rate(),
                tally.bad() * share,
                tally.millis(50),
                tally.millis(99),
                tally.millis(99.9),
                measured.micros("service")));
    }
}
