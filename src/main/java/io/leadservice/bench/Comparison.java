package io.leadservice.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;

/** In what two nodes differ that are asked by turns. */
enum Comparison {
    /** There are no two. */
    NONE(0, "", "") {
        @Override
        List<Map<String, String>> env(String collector, String options) {
            return List.of();
        }
    },
    /** The second one sends traces sampled at 1 % and metrics; the first one has neither. */
    TELEMETRY(5, "telemetry-off", "telemetry-on") {
        @Override
        List<Map<String, String>> env(String collector, String options) {
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
    },
    /** The second one has further JVM options, which come last. */
    JAVA_OPTIONS(2, "usual-options", "other-options") {
        @Override
        List<Map<String, String>> env(String collector, String options) {
            return List.of(Map.of(), Map.of("LEAD_JAVA_OPTS", options));
        }
    };

    private static final String SAMPLED = "0.01";

    private final int rounds;
    private final String first;
    private final String second;

    Comparison(int rounds, String first, String second) {
        this.rounds = rounds;
        this.first = first;
        this.second = second;
    }

    /**
     * What the two nodes are told.
     *
     * @param collector URL of what takes telemetry
     * @param options of the second one's JVM
     */
    abstract List<Map<String, String>> env(String collector, String options);

    /** How often they are made anew. */
    int rounds() {
        return rounds;
    }

    /** Of a node's process. */
    String name(int node) {
        return node == 1 ? first : second;
    }

    /** A server that reads and forgets. */
    static Future<HttpServer> collector(Vertx vertx, int port) {
        return vertx.createHttpServer()
                .requestHandler(request -> request.end()
                        .onSuccess(read -> request.response()
                                .putHeader("Content-Type", "application/x-protobuf")
                                .end()))
                .listen(port, "127.0.0.1");
    }
}
