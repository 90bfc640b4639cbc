package io.leadservice.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.Deadline;
import io.leadservice.config.KafkaConfig;
import io.leadservice.embedded.LoopbackPort;
import io.leadservice.embedded.SharedBackEnds;
import io.leadservice.kafka.DeadLetters;
import io.leadservice.kafka.KafkaProperties;
import io.leadservice.kafka.RecordWriter;
import io.leadservice.kafka.Topics;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.EventType;
import io.leadservice.lead.LeadEvent;
import io.leadservice.pipeline.DeadLetter;
import io.leadservice.pipeline.PublishResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaEventPublisherIT {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        join(vertx.close());
    }

    @Test
    void writesABatchAndCreatesItsTopics() {
        // Given
        KafkaConfig config = config(Map.of());
        String brokers = SharedBackEnds.addresses().kafkaBrokers();
        Topics topics = join(Topics.create(vertx, config, brokers));
        join(topics.prepare());
        RecordWriter writer = join(RecordWriter.create(vertx, config, brokers));
        KafkaEventPublisher publisher = new KafkaEventPublisher(writer);
        List<LeadEvent> events = events(50);
        // When
        PublishResult result = join(publisher.publish(events, Deadline.after(Duration.ofSeconds(30))));
        // Then
        assertThat(result.failed()).isEmpty();
        assertThat(result.published())
                .isEqualTo(events.stream().map(LeadEvent::id).toList());
        assertThat(join(topics.health(Deadline.after(Duration.ofSeconds(10)))).up())
                .isTrue();
        join(writer.close());
        join(topics.close());
    }

    @Test
    void givesABatchUpAtTheFirstEventWhenNoBrokerIsThere() {
        // Given
        RecordWriter writer = join(RecordWriter.create(vertx, config(Map.of()), nobody()));
        KafkaEventPublisher publisher = new KafkaEventPublisher(writer);
        List<LeadEvent> events = events(200);
        // When
        PublishResult result = join(publisher.publish(events, Deadline.after(Duration.ofSeconds(30))));
        // Then
        assertThat(result.published()).isEmpty();
        assertThat(result.failed())
                .hasSize(200)
                .containsEntry(events.get(0).id(), "TimeoutException")
                .containsEntry(events.get(1).id(), "not sent")
                .containsEntry(events.get(199).id(), "not sent");
        join(writer.close());
    }

    @Test
    void tellsWhatKafkaRefusesForWhatItIsAndPutsItAside() {
        // Given
        String brokers = SharedBackEnds.addresses().kafkaBrokers();
        KafkaConfig config = config(Map.of("max.request.size", "2000", "compression.type", "none"));
        Topics topics = join(Topics.create(vertx, config, brokers));
        join(topics.prepare());
        RecordWriter writer = join(RecordWriter.create(vertx, config, brokers));
        KafkaEventPublisher publisher = new KafkaEventPublisher(writer);
        LeadEvent good = events(1).get(0);
        LeadEvent large = new LeadEvent(
                "large", good.type(), good.leadId(), good.time(), Bytes.utf8("x".repeat(4_000)), Optional.empty());
        // When
        PublishResult result = join(publisher.publish(List.of(large, good), Deadline.after(Duration.ofSeconds(30))));
        PublishResult buried = join(publisher.bury(
                List.of(new DeadLetter(large, "RecordTooLargeException", 5)), Deadline.after(Duration.ofSeconds(30))));
        // Then
        assertThat(result.published()).containsExactly(good.id());
        assertThat(result.refused()).containsExactly("large");
        assertThat(result.failed()).containsEntry("large", "RecordTooLargeException");
        assertThat(buried.published()).containsExactly("large");
        assertThat(new DeadLetterReplay(config, brokers, (leadId, value) -> Optional.empty())
                        .run()
                        .withoutData())
                .isEqualTo(1);
        join(writer.close());
        join(topics.close());
    }

    @Test
    void replaysADeadLetterOnceUnderItsFirstIdToItsFirstTopic() {
        // Given
        String brokers = SharedBackEnds.addresses().kafkaBrokers();
        KafkaConfig config = config(Map.of());
        Topics topics = join(Topics.create(vertx, config, brokers));
        join(topics.prepare());
        RecordWriter writer = join(RecordWriter.create(vertx, config, brokers));
        KafkaEventPublisher publisher = new KafkaEventPublisher(writer);
        DeadLetterReplay replay = new DeadLetterReplay(config, brokers, (leadId, value) -> Optional.empty());
        replay.run();
        LeadEvent event = events(1).get(0);
        join(publisher.bury(
                List.of(new DeadLetter(event, "InvalidRecordException", 5)), Deadline.after(Duration.ofSeconds(30))));
        // When
        DeadLetterReplay.Report first = replay.run();
        DeadLetterReplay.Report second = replay.run();
        // Then
        assertThat(first.replayed()).isEqualTo(1);
        assertThat(second.replayed()).isZero();
        ConsumerRecord<String, byte[]> record = newest(brokers, event.leadId());
        assertThat(new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .isEqualTo(event.id());
        assertThat(record.value()).isEqualTo(event.data().content());
        assertThat(record.headers().lastHeader(DeadLetters.REASON)).isNull();
        join(writer.close());
        join(topics.close());
    }

    private static ConsumerRecord<String, byte[]> newest(String brokers, String leadId) {
        Map<String, Object> properties = Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor("lead.created").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList());
            return await().pollInSameThread()
                    .atMost(20, TimeUnit.SECONDS)
                    .until(
                            () -> StreamSupport.stream(
                                            consumer.poll(Duration.ofMillis(200))
                                                    .spliterator(),
                                            false)
                                    .filter(record -> leadId.equals(record.key()))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
        }
    }

    @Test
    void saysThatAnAbsentKafkaDoesNotAnswer() {
        Topics topics = join(Topics.create(vertx, config(Map.of()), nobody()));

        assertThat(join(topics.health(Deadline.after(Duration.ofMillis(500)))).reason())
                .contains("Kafka does not answer");
        join(topics.close());
    }

    @Test
    void letsNoPropertyWeakenWhatIsPromised() {
        Map<String, String> properties = KafkaProperties.producer(
                config(Map.of("acks", "0", "enable.idempotence", "false", "linger.ms", "5")), "broker:9092");

        assertThat(properties)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("linger.ms", "5")
                .containsEntry("bootstrap.servers", "broker:9092");
    }

    private static KafkaConfig config(Map<String, String> properties) {
        return new KafkaConfig(Optional.empty(), Duration.ofSeconds(5), true, 1, 1, Duration.ZERO, properties);
    }

    private static List<LeadEvent> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    String leadId = UUID.randomUUID().toString();
                    return new LeadEvent(
                            leadId + "/lead.created",
                            EventType.LEAD_CREATED,
                            leadId,
                            Instant.now(),
                            Bytes.utf8("{}"),
                            Optional.empty());
                })
                .toList();
    }

    /** An address at which nobody listens. */
    private static String nobody() {
        return "127.0.0.1:" + LoopbackPort.free();
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
