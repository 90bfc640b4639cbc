package io.leadservice.bench;

import io.leadservice.bench.Figures.Point;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Finds what goes with a fixed number in flight, then offers shares and multiples of it. */
final class Ramp {

    private static final List<Double> STEPS = List.of(0.25, 0.5, 0.75, 0.9, 1.0, 1.5, 2.0, 3.0);
    /** Up to the knee this share of what is offered is taken. */
    private static final double TAKEN = 0.95;

    private final Stand stand;
    private final Figures figures;

    Ramp(Stand stand, Figures figures) {
        this.stand = stand;
        this.figures = figures;
    }

    void run() throws IOException, InterruptedException {
        Duration step = stand.shorter();
        double most = stand.measure(stand.closed(step)).tally().rate();
        long errors = 0;
        for (double share : STEPS) {
            stand.awaitPublished();
            Measurement measured = stand.measure(Load.Open.at(share * most, step));
            errors += measured.bad() - measured.count(Scenario.REFUSED);
            figures.add(share * most, measured);
        }
        List<Point> points = figures.points();
        Point last = points.get(points.size() - 1);
        Point knee = points.stream()
                .filter(point -> point.taken() >= TAKEN * point.offered())
                .max(Comparator.comparingDouble(Point::offered))
                .orElse(points.get(0));
        double peak = points.stream().mapToDouble(Point::taken).max().orElse(most);
        figures.put("closed-loop-per-second", most)
                .put("peak-per-second", peak)
                .put("errors", errors)
                .put("knee-per-second", knee.taken())
                .put("knee-p99-ms", knee.p99())
                .put("overload-p99-ms", last.p99())
                .put("overload-goodput-share", last.taken() / peak)
                .put("overload-p99-growth", last.p99() / knee.p99());
    }
}
