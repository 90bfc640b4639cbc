package io.leadservice.torture;

import io.leadservice.torture.Observation.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads Kafka itself: whole topics from their first record, and how far behind consumers are. Blocks; for one thread. */
final class TopicReader implements AutoCloseable {

    private static final List<String> EVENTS = List.of("lead.created", "lead.rejected");
    private static final String DEAD_LETTERS = "lead.dlq";
    private static final String INTAKE = "lead.intake";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Admin admin;

    TopicReader(String brokers) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", brokers);
        this.admin = Admin.create(properties);
        this.consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Every record of the event topics. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        Map<TopicPartition, Long> ends = ends(EVENTS);
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), LIMIT) < end.getValue())) {
            consumer.poll(POLL).forEach(message -> events.add(event(message)));
        }
        return events;
    }

    /** How many events were put aside. */
    int deadLetters() {
        return (int) records(ends(List.of(DEAD_LETTERS)));
    }

    /** How many submissions of the intake topic no consumer group has finished. */
    long intakeLag() throws InterruptedException {
        Map<TopicPartition, Long> ends = ends(List.of(INTAKE));
        if (records(ends) == 0) {
            return 0;
        }
        Map<TopicPartition, Long> done = new HashMap<>();
        committed(ends.keySet())
                .forEach(offsets -> offsets.forEach((partition, offset) -> {
                    if (offset != null) {
                        done.merge(partition, offset.offset(), Math::max);
                    }
                }));
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - done.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    private List<Map<TopicPartition, OffsetAndMetadata>> committed(Collection<TopicPartition> partitions)
            throws InterruptedException {
        try {
            List<Map<TopicPartition, OffsetAndMetadata>> committed = new ArrayList<>();
            ListConsumerGroupOffsetsSpec those = new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
            for (GroupListing group : admin.listGroups().all().get(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                committed.add(admin.listConsumerGroupOffsets(Map.of(group.groupId(), those))
                        .partitionsToOffsetAndMetadata(group.groupId())
                        .get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
            return committed;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not tell how far its consumers are", e);
        }
    }

    private static long records(Map<TopicPartition, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Where the partitions of topics end now; a topic that is not there has none. */
    private Map<TopicPartition, Long> ends(List<String> topics) {
        List<TopicPartition> partitions = consumer.listTopics(LIMIT).entrySet().stream()
                .filter(topic -> topics.contains(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        return consumer.endOffsets(partitions, LIMIT);
    }

    private static Event event(ConsumerRecord<String, byte[]> message) {
        return new Event(header(message, "ce_id"), header(message, "ce_type"), header(message, "ce_subject"));
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(LIMIT);
    }
}
