package io.leadservice.publishing;

import io.leadservice.bus.Deadline;
import io.leadservice.kafka.DeadLetters;
import io.leadservice.kafka.Outgoing;
import io.leadservice.kafka.RecordWriter;
import io.leadservice.lead.LeadEvent;
import io.leadservice.pipeline.DeadLetter;
import io.leadservice.pipeline.PublishResult;
import io.vertx.core.Future;
import java.util.List;

/** Events on Kafka: one topic for each type, keyed by lead id. One for each node; usable from any event loop. */
public final class KafkaEventPublisher implements EventPublisher {

    private final RecordWriter writer;

    /** @param writer of this node; its maker closes it */
    public KafkaEventPublisher(RecordWriter writer) {
        this.writer = writer;
    }

    @Override
    public Future<PublishResult> publish(List<LeadEvent> events, Deadline deadline) {
        return writer.write(
                events.stream()
                        .map(event -> new Outgoing(event.id(), CloudEvents.record(event)))
                        .toList(),
                deadline);
    }

    @Override
    public Future<PublishResult> bury(List<DeadLetter> letters, Deadline deadline) {
        return writer.write(letters.stream().map(KafkaEventPublisher::outgoing).toList(), deadline);
    }

    private static Outgoing outgoing(DeadLetter letter) {
        return new Outgoing(
                letter.event().id(),
                DeadLetters.of(CloudEvents.record(letter.event()), letter.reason(), letter.tries()));
    }
}
