package io.leadservice;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Takes what a collector takes, OTLP over HTTP with protobuf, and keeps it. */
final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final Queue<Seen> spans = new ConcurrentLinkedQueue<>();
    private final Set<String> metrics = ConcurrentHashMap.newKeySet();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    /** A span as it came. */
    record Seen(Span span, Map<String, String> resource) {

        String name() {
            return span.getName();
        }

        String kind() {
            return span.getKind().name().substring("SPAN_KIND_".length());
        }

        String trace() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        String id() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        String parent() {
            return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
        }

        Map<String, String> attributes() {
            return values(span.getAttributesList());
        }

        boolean failed() {
            return span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
        }

        @Override
        public String toString() {
            return kind() + " " + name() + " " + attributes() + " "
                    + span.getStatus().getCode();
        }
    }

    static OtlpReceiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OtlpReceiver receiver = new OtlpReceiver(server);
        server.createContext("/v1/traces", exchange -> receiver.take(exchange, receiver::traces));
        server.createContext("/v1/metrics", exchange -> receiver.take(exchange, receiver::metrics));
        server.start();
        return receiver;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The spans that came until now. */
    List<Seen> spans() {
        return List.copyOf(spans);
    }

    /** The names of the metrics that came until now. */
    Set<String> metrics() {
        return Set.copyOf(metrics);
    }

    private interface Reader {
        void read(byte[] body) throws InvalidProtocolBufferException;
    }

    private void take(HttpExchange exchange, Reader reader) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] body = zipped
                    ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
                    : exchange.getRequestBody().readAllBytes();
            reader.read(body);
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void traces(byte[] body) throws InvalidProtocolBufferException {
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(group -> {
            Map<String, String> resource = values(group.getResource().getAttributesList());
            group.getScopeSpansList()
                    .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(new Seen(span, resource))));
        });
    }

    private void metrics(byte[] body) throws InvalidProtocolBufferException {
        ExportMetricsServiceRequest.parseFrom(body)
                .getResourceMetricsList()
                .forEach(group -> group.getScopeMetricsList()
                        .forEach(scope -> scope.getMetricsList().forEach(metric -> metrics.add(metric.getName()))));
    }

    private static Map<String, String> values(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        attribute -> value(attribute.getValue()),
                        (one, other) -> other,
                        TreeMap::new));
    }

    private static String value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(OtlpReceiver::value)
                        .toList()
                        .toString();
            default -> value.toString();
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
