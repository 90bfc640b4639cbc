package io.leadservice.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Reads meters and tells what happened since they were read before. Confined to one event loop. */
final class Readings {

    private static final double NANOS_IN_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final MeterRegistry registry;
    private final Map<String, Double> counts = new HashMap<>();
    private final Map<String, Map<Double, Double>> buckets = new HashMap<>();
    private long readAt = System.nanoTime();
    private double seconds = 1;

    Readings(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Begins a reading. */
    void next() {
        long now = System.nanoTime();
        seconds = Math.max(0.001, (now - readAt) / 1e9);
        readAt = now;
    }

    /** The sum of gauges of this name and tags. */
    double gauge(String name, String... tags) {
        return registry.find(name).tags(tags).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    /** How often a second counters counted. */
    double rate(String name, String... tags) {
        return since(name + String.join(",", tags), total(name, tags)) / seconds;
    }

    /** What counters counted ever. */
    double total(String name, String... tags) {
        return registry.find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** The meters of a name. */
    Collection<Meter> all(String name) {
        return registry.find(name).meters();
    }

    /** What histograms of this name and tags saw, in milliseconds where they measure times. */
    Seen seen(String name, String... tags) {
        Map<Double, Double> now = new HashMap<>();
        double count = 0;
        for (Meter meter : registry.find(name).tags(tags).meters()) {
            if (meter instanceof HistogramSupport histogram) {
                HistogramSnapshot snapshot = histogram.takeSnapshot();
                count += snapshot.count();
                for (CountAtBucket bucket : snapshot.histogramCounts()) {
                    now.merge(bucket.bucket(), bucket.count(), Double::sum);
                }
            }
        }
        String key = name + String.join(",", tags);
        Map<Double, Double> before = buckets.getOrDefault(key, Map.of());
        buckets.put(key, now);
        Map<Double, Double> fresh = new HashMap<>();
        now.forEach((bound, value) -> fresh.put(bound, value - before.getOrDefault(bound, 0.0)));
        double happened = since(key, count);
        return new Seen(happened / seconds, quantile(fresh, happened, 0.5), quantile(fresh, happened, 0.99));
    }

    /**
     * What a histogram saw.
     *
     * @param rate how often a second
     * @param p50 half of it took no longer, in milliseconds
     * @param p99 all but one in a hundred took no longer
     */
    record Seen(double rate, double p50, double p99) {}

    private double since(String key, double count) {
        Double before = counts.put(key, count);
        return before == null ? 0 : Math.max(0, count - before);
    }

    private static double quantile(Map<Double, Double> cumulative, double count, double quantile) {
        double wanted = count * quantile;
        double lower = 0;
        double below = 0;
        for (double bound : cumulative.keySet().stream().sorted().toList()) {
            double at = cumulative.getOrDefault(bound, 0.0);
            if (at >= wanted && at > below) {
                return (lower + (bound - lower) * (wanted - below) / (at - below)) / NANOS_IN_MILLI;
            }
            if (Double.isInfinite(bound)) {
                break;
            }
            lower = bound;
            below = at;
        }
        return count == 0 ? 0 : lower / NANOS_IN_MILLI;
    }
}
