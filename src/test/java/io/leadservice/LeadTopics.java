package io.leadservice;

import static org.awaitility.Awaitility.await;

import io.leadservice.embedded.SharedBackEnds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what the service announced. */
final class LeadTopics {

    private LeadTopics() {}

    /** The events of a lead, of all its topics, in the order in which Kafka got them. */
    static List<ConsumerRecord<String, String>> events(String leadId, int count) {
        List<ConsumerRecord<String, String>> events = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(List.of("lead.created", "lead.updated", "lead.erased"));
            await().pollInSameThread().atMost(60, TimeUnit.SECONDS).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> {
                    if (leadId.equals(event.key()) && events.stream().noneMatch(seen -> id(seen).equals(id(event)))) {
                        events.add(event);
                    }
                });
                return events.size() >= count;
            });
        }
        // Within a topic the offsets tell; between topics the time of sending, each being sent after the one before is
        // there.
        events.sort((left, right) -> left.topic().equals(right.topic())
                ? Long.compare(left.offset(), right.offset())
                : Long.compare(left.timestamp(), right.timestamp()));
        return events;
    }

    /** The last record of a topic of each of these leads; fails if one has none in time. */
    static Map<String, ConsumerRecord<String, String>> last(String topic, Set<String> leadIds) {
        Map<String, ConsumerRecord<String, String>> found = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(List.of(topic));
            await().pollInSameThread().atMost(60, TimeUnit.SECONDS).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> {
                    if (leadIds.contains(event.key())) {
                        found.put(event.key(), event);
                    }
                });
                return found.size() == leadIds.size();
            });
        }
        return found;
    }

    /** Reads all from the first record on. */
    private static KafkaConsumer<String, String> consumer() {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", SharedBackEnds.addresses().kafkaBrokers(),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }

    private static String id(ConsumerRecord<String, String> event) {
        return header(event, "ce_id");
    }

    /** What happened. */
    static String type(ConsumerRecord<String, String> event) {
        return header(event, "ce_type");
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
