package io.leadservice.lead;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a lead and waits to be published. It is part of the lead's document until Kafka has it, so
 * it is delivered at least once, always under the same id.
 *
 * @param id stable id, the CloudEvents id
 * @param type what happened
 * @param leadId the lead, the key on Kafka
 * @param time when it happened
 * @param data JSON as consumers get it, without clear personal data
 * @param traceparent W3C trace context of the request that caused it
 */
public record LeadEvent(
        String id, EventType type, String leadId, Instant time, Bytes data, Optional<String> traceparent) {}
