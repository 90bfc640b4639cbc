package io.leadservice.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What it costs to be different: two nodes over the same back ends take as many leads as go by turns, in pairs that begin with
 * the one and with the other, so that what changes on the machine meanwhile strikes both.
 *
 * <p>Two processes that do the same are compiled differently, and one stays faster than the other for as long as it lives:
 * more than what is looked for here. So several rounds are taken, each with two new processes, and the median of what they
 * show counts.
 */
final class ByTurns {

    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int PAIRS = 4;

    private final Stand stand;
    private final Figures figures;
    private final Comparison comparison;

    ByTurns(Stand stand, Figures figures, Comparison comparison) {
        this.stand = stand;
        this.figures = figures;
        this.comparison = comparison;
    }

    /** On two nodes that the generator has warmed up. Takes the planned length in each round, and the warming up. */
    void run() throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        rounds.add(round());
        while (rounds.size() < comparison.rounds()) {
            stand.progress().tell("round " + (rounds.size() + 1), (double) rounds.size() / comparison.rounds());
            stand.renew();
            rounds.add(round());
        }
        put(rounds, "throughput-ratio", Round::throughput);
        put(rounds, "cpu-ratio", Round::cpu);
        tell(FIRST, rounds, Round::first);
        tell(SECOND, rounds, Round::second);
    }

    private Round round() throws IOException, InterruptedException {
        Duration length = stand.plan().length().dividedBy(2L * PAIRS);
        List<Measurement> first = new ArrayList<>();
        List<Measurement> second = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            for (int node : pair % 2 == 0 ? List.of(FIRST, SECOND) : List.of(SECOND, FIRST)) {
                stand.awaitPublished();
                (node == FIRST ? first : second).add(stand.measureOnly(node, stand.closed(length)));
            }
        }
        return new Round(side(FIRST, first), side(SECOND, second));
    }

    private Side side(int node, List<Measurement> measured) {
        String name = comparison.name(node);
        return new Side(
                median(measured.stream().map(one -> one.tally().rate()).toList()),
                median(measured.stream()
                        .map(one -> one.micros(name) - one.compilerMicros(name))
                        .toList()),
                measured.stream().mapToLong(one -> one.memory().get(name)).max().orElseThrow(),
                measured.stream()
                        .mapToLong(one -> one.bad() - one.count(Scenario.REFUSED))
                        .sum());
    }

    private void put(List<Round> rounds, String figure, ToDoubleFunction<Round> ratio) {
        List<Double> ratios = rounds.stream().map(ratio::applyAsDouble).sorted().toList();
        figures.put(figure, median(ratios))
                .put("lowest-" + figure, ratios.get(0))
                .put("highest-" + figure, ratios.get(ratios.size() - 1));
    }

    private void tell(int node, List<Round> rounds, Function<Round, Side> side) {
        List<Side> sides = rounds.stream().map(side).toList();
        figures.put(
                        comparison.name(node) + "-leads-per-second",
                        median(sides.stream().map(Side::rate).toList()))
                .put(
                        comparison.name(node) + "-cpu-us",
                        median(sides.stream().map(Side::micros).toList()))
                .put(
                        comparison.name(node) + "-rss-mib",
                        median(sides.stream().map(Side::memory).toList()))
                .put(
                        comparison.name(node) + "-errors",
                        sides.stream().mapToLong(Side::errors).sum());
    }

    /** What two processes showed. */
    private record Round(Side first, Side second) {

        double throughput() {
            return second.rate() / first.rate();
        }

        double cpu() {
            return second.micros() / first.micros();
        }
    }

    /**
     * The medians of one process.
     *
     * @param rate leads a second
     * @param micros CPU time for each, without that of the JIT compilers, which ends once a process is warm
     * @param memory resident in the end, MiB
     */
    private record Side(double rate, double micros, double memory, long errors) {}

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
