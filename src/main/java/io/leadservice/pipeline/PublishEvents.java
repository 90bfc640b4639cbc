package io.leadservice.pipeline;

import io.leadservice.lead.LeadEvent;
import java.util.List;

/**
 * Asks publishing to write events to Kafka.
 *
 * @param events in order; events of one lead keep it
 */
public record PublishEvents(List<LeadEvent> events) {
    public PublishEvents {
        events = List.copyOf(events);
    }
}
