package io.leadservice.publishing;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.leadservice.lead.EventType;
import io.leadservice.lead.LeadEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events in the form that consumers read: CloudEvents 1.0 in Kafka's binary mode, W3C trace context in the headers. */
final class CloudEvents {

    private static final URI SOURCE = URI.create("/lead-service");
    private static final URI SCHEMA = URI.create("https://leadservice.io/schemas/events/v1/lead.json");
    private static final URI ERASED_SCHEMA = URI.create("https://leadservice.io/schemas/events/v1/erased.json");

    private CloudEvents() {}

    /** The record of an event: its topic is the type, its key the lead id. */
    static ProducerRecord<String, byte[]> record(LeadEvent event) {
        var cloudEvent = CloudEventBuilder.v1()
                .withId(event.id())
                .withType(event.type().wireName())
                .withSource(SOURCE)
                .withSubject(event.leadId())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withDataSchema(event.type() == EventType.LEAD_ERASED ? ERASED_SCHEMA : SCHEMA)
                .withDataContentType("application/json")
                .withData(event.data().content())
                .build();
        ProducerRecord<String, byte[]> message = KafkaMessageFactory.<String>createWriter(
                        event.type().wireName(), event.leadId())
                .writeBinary(cloudEvent);
        event.traceparent()
                .ifPresent(trace -> message.headers().add("traceparent", trace.getBytes(StandardCharsets.US_ASCII)));
        return message;
    }
}
