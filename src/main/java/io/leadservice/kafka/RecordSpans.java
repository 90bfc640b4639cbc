package io.leadservice.kafka;

import io.leadservice.tracing.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The spans of records that are written. A record is in the trace of the work at hand, or else in the one that its header
 * names, which is that of the request long ago to which an event of the outbox belongs. Thread-safe.
 */
final class RecordSpans {

    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");

    private RecordSpans() {}

    /** Begins the span of a record and has its header, of which there is one at most, name it. */
    static Span sending(ProducerRecord<String, byte[]> record) {
        Spans spans = Spans.here();
        String name = "send " + record.topic();
        Span span = spans.child(name, SpanKind.PRODUCER);
        if (!span.getSpanContext().isValid()) {
            span = spans.received(name, SpanKind.PRODUCER, traceparent(record));
        }
        if (span.isRecording()) {
            span.setAllAttributes(Attributes.builder()
                    .put("messaging.system", "kafka")
                    .put("messaging.destination.name", record.topic())
                    .put("messaging.operation.name", "send")
                    .put("messaging.operation.type", "send")
                    .build());
        }
        Optional<String> own = Spans.traceparent(span);
        own.ifPresent(trace -> {
            record.headers().remove(Spans.TRACEPARENT);
            record.headers().add(Spans.TRACEPARENT, trace.getBytes(StandardCharsets.US_ASCII));
        });
        return span;
    }

    static void end(Span span, @Nullable RecordMetadata written, @Nullable Exception error) {
        if (error == null && written != null && span.isRecording()) {
            span.setAttribute(PARTITION, Integer.toString(written.partition()));
            span.setAttribute(OFFSET, written.offset());
        }
        Spans.end(span, error);
    }

    private static @Nullable String traceparent(ProducerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader(Spans.TRACEPARENT);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }
}
