package io.leadservice.kafka;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record to be sent.
 *
 * @param id by what the result tells what became of it
 */
public record Outgoing(String id, ProducerRecord<String, byte[]> record) {}
