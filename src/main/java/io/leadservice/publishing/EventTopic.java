package io.leadservice.publishing;

import io.leadservice.config.KafkaConfig;
import io.leadservice.kafka.KafkaProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads which leads a topic tells of, from its first record to the one that is its last when the reading begins. Keeps about
 * 100 bytes a lead. Blocks: for a command line, by the client's blocking interface.
 */
public final class EventTopic {

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConfig config;
    private final String brokers;
    private final String topic;

    private static final Duration STALL_LIMIT = Duration.ofSeconds(30);

    /** @param brokers bootstrap list */
    public EventTopic(KafkaConfig config, String brokers, String topic) {
        this.config = config;
        this.brokers = brokers;
        this.topic = topic;
    }

    /**
     * What is in a topic.
     *
     * @param leads the ids that its records have as keys
     * @param oldest since when no record has left any of its partitions; empty if it has none
     */
    public record Content(Set<UUID> leads, Optional<Instant> oldest) {

        public Content {
            leads = Set.copyOf(leads);
        }
    }

    /** @throws org.apache.kafka.common.KafkaException if the brokers do not answer */
    public Content read() {
        Set<UUID> leads = new HashSet<>();
        Map<Integer, Long> oldest = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, config.timeout()).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, config.timeout());
            Instant progress = Instant.now();
            while (partitions.stream()
                    .anyMatch(partition ->
                            consumer.position(partition, config.timeout()) < ends.getOrDefault(partition, 0L))) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                records.forEach(message -> {
                    leadId(message.key()).ifPresent(leads::add);
                    oldest.merge(message.partition(), message.timestamp(), Math::min);
                });
                if (!records.isEmpty()) {
                    progress = Instant.now();
                } else if (progress.plus(STALL_LIMIT).isBefore(Instant.now())) {
                    throw new TimeoutException("the brokers stopped answering");
                }
            }
        }
        return new Content(leads, oldest.values().stream().max(Long::compare).map(Instant::ofEpochMilli));
    }

    private static Optional<UUID> leadId(@Nullable String key) {
        try {
            return Optional.ofNullable(key).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(KafkaProperties.client(config, brokers));
        properties.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
