package io.leadservice.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.tracing.Spans;
import io.opentelemetry.api.trace.Span;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordSpansTest {

    @Test
    void takesAHeaderWithoutAValueForNone() {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("lead.dlq", "key", new byte[0]);
        record.headers().add(Spans.TRACEPARENT, null);

        Span span = RecordSpans.sending(record);

        assertThat(span.getSpanContext().isValid()).isFalse();
    }
}
