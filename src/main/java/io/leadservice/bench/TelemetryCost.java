package io.leadservice.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What traces and metrics cost: two nodes over the same back ends, one of which has neither, take as many leads as go by
 * turns, in pairs that begin with the one and with the other, so that what changes on the machine meanwhile strikes both.
 *
 * <p>Two processes that do the same are compiled differently, and one stays faster than the other for as long as it lives:
 * more than what is looked for here. So several rounds are taken, each with two new processes, and the median of what they
 * show counts.
 */
final class TelemetryCost {

    private static final int OFF = 1;
    private static final int ON = 2;
    private static final int ROUNDS = 5;
    private static final int PAIRS = 4;
    private static final String SAMPLED = "0.01";

    private final Stand stand;
    private final Figures figures;

    TelemetryCost(Stand stand, Figures figures) {
        this.stand = stand;
        this.figures = figures;
    }

    /** What the two nodes are told. */
    static List<Map<String, String>> env(String collector) {
        return List.of(
                Map.of("OTEL_METRICS_EXPORTER", "none"),
                Map.of(
                        "OTEL_METRICS_EXPORTER", "otlp",
                        "OTEL_METRIC_EXPORT_INTERVAL", "10000",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", collector,
                        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                        "OTEL_TRACES_SAMPLER", "parentbased_traceidratio",
                        "OTEL_TRACES_SAMPLER_ARG", SAMPLED));
    }

    static String endpoint(int port) {
        return "http://127.0.0.1:" + port;
    }

    static Future<HttpServer> collector(Vertx vertx, int port) {
        return vertx.createHttpServer()
                .requestHandler(request -> request.end()
                        .onSuccess(read -> request.response()
                                .putHeader("Content-Type", "application/x-protobuf")
                                .end()))
                .listen(port, "127.0.0.1");
    }

    /** Of a node's process. */
    static String name(int node) {
        return node == OFF ? "telemetry-off" : "telemetry-on";
    }

    /** On two nodes that the generator has warmed up. Takes the planned length in each round, and the warming up. */
    void run() throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        rounds.add(round());
        while (rounds.size() < ROUNDS) {
            stand.progress()
                    .tell(Scenario.TELEMETRY.key() + ": round " + (rounds.size() + 1), (double) rounds.size() / ROUNDS);
            stand.renew();
            rounds.add(round());
        }
        put(rounds, "throughput-ratio", Round::throughput);
        put(rounds, "cpu-ratio", Round::cpu);
        tell(OFF, rounds, Round::without);
        tell(ON, rounds, Round::with);
    }

    private Round round() throws IOException, InterruptedException {
        Duration length = stand.plan().length().dividedBy(2L * PAIRS);
        List<Measurement> without = new ArrayList<>();
        List<Measurement> with = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            for (int node : pair % 2 == 0 ? List.of(OFF, ON) : List.of(ON, OFF)) {
                stand.awaitPublished();
                (node == OFF ? without : with).add(stand.measureOnly(node, stand.closed(length)));
            }
        }
        return new Round(Side.of(OFF, without), Side.of(ON, with));
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
                        name(node) + "-leads-per-second",
                        median(sides.stream().map(Side::rate).toList()))
                .put(
                        name(node) + "-cpu-us",
                        median(sides.stream().map(Side::micros).toList()))
                .put(
                        name(node) + "-errors",
                        sides.stream().mapToLong(Side::errors).sum());
    }

    /** What two processes showed. */
    private record Round(Side without, Side with) {

        double throughput() {
            return with.rate() / without.rate();
        }

        double cpu() {
            return with.micros() / without.micros();
        }
    }

    /**
     * The medians of one process.
     *
     * @param rate leads a second
     * @param micros CPU time for each, without that of the JIT compilers, which ends once a process is warm
     */
    private record Side(double rate, double micros, long errors) {

        static Side of(int node, List<Measurement> measured) {
            return new Side(
                    median(measured.stream().map(one -> one.tally().rate()).toList()),
                    median(measured.stream()
                            .map(one -> one.micros(name(node)) - one.compilerMicros(name(node)))
                            .toList()),
                    measured.stream()
                            .mapToLong(one -> one.bad() - one.count(Scenario.REFUSED))
                            .sum());
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
