package io.leadservice.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What traces and metrics cost: two nodes over the same back ends, one of which has neither, take as many leads as go by
 * turns, in pairs that begin with the one and with the other, so that what changes on the machine meanwhile strikes both.
 */
final class TelemetryCost {

    private static final int OFF = 1;
    private static final int ON = 2;
    private static final int PAIRS = 6;
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

    /** On two nodes of which the generator warmed up both. */
    void run() throws IOException, InterruptedException {
        Duration length = stand.plan().length().dividedBy(2L * PAIRS);
        List<Measurement> without = new ArrayList<>();
        List<Measurement> with = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            for (int node : pair % 2 == 0 ? List.of(OFF, ON) : List.of(ON, OFF)) {
                stand.awaitPublished();
                (node == OFF ? without : with).add(stand.measureOnly(node, stand.closed(length)));
            }
        }
        tell(OFF, without);
        tell(ON, with);
        figures.put("throughput-ratio", ratio("-leads-per-second")).put("cpu-ratio", ratio("-cpu-us"));
    }

    private void tell(int node, List<Measurement> measured) {
        figures.put(
                name(node) + "-leads-per-second",
                median(measured.stream().map(one -> one.tally().rate()).toList()));
        figures.put(
                name(node) + "-cpu-us",
                median(measured.stream().map(one -> one.micros(name(node))).toList()));
        figures.put(
                name(node) + "-errors",
                measured.stream()
                        .mapToLong(one -> one.bad() - one.count(Scenario.REFUSED))
                        .sum());
    }

    private double ratio(String figure) {
        return figures.get(name(ON) + figure) / figures.get(name(OFF) + figure);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
