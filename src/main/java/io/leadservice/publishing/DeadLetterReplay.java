package io.leadservice.publishing;

import io.leadservice.config.KafkaConfig;
import io.leadservice.kafka.DeadLetters;
import io.leadservice.kafka.KafkaProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Publishes dead letters once more, each to the topic that refused it, under its first id. It goes on where the last replay
 * ended, and notes how far it came only after the brokers have what it wrote, so nothing is left out; a replay that breaks
 * off repeats some. Blocks: for a command line, by the clients' blocking interface.
 */
public final class DeadLetterReplay {

    private static final String GROUP = "lead-service-replay";
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConfig config;
    private final String brokers;
    private final Opening opening;

    /** What is in the letters whose key lies apart. */
    @FunctionalInterface
    public interface Opening {

        /**
         * The value as its topic should have got it; may block.
         *
         * @return empty if its key is erased
         */
        Optional<byte[]> open(String leadId, byte[] value);
    }

    /**
     * @param brokers bootstrap list
     * @param opening of letters whose key lies apart
     */
    public DeadLetterReplay(KafkaConfig config, String brokers, Opening opening) {
        this.config = config;
        this.brokers = brokers;
        this.opening = opening;
    }

    /**
     * Replays all dead letters that are there now.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer or refuse a record again; what was
     *     replayed until then stays replayed
     */
    public Report run() {
        try (KafkaConsumer<String, byte[]> letters = consumer();
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(new HashMap<String, Object>(KafkaProperties.producer(config, brokers)))) {
            List<TopicPartition> partitions = letters.partitionsFor(DeadLetters.TOPIC, config.timeout()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            letters.assign(partitions);
            Map<TopicPartition, Long> ends = letters.endOffsets(partitions, config.timeout());
            Report report = new Report(0, 0, 0);
            while (partitions.stream()
                    .anyMatch(partition -> letters.position(partition) < ends.getOrDefault(partition, 0L))) {
                report = report.plus(replay(letters.poll(POLL), producer));
                letters.commitSync(positions(letters, partitions), config.timeout());
            }
            return report;
        }
    }

    private Report replay(Iterable<ConsumerRecord<String, byte[]>> letters, KafkaProducer<String, byte[]> producer) {
        List<Future<?>> sent = new ArrayList<>();
        int withoutData = 0;
        int erased = 0;
        for (ConsumerRecord<String, byte[]> letter : letters) {
            if (!hasData(letter)) {
                withoutData++;
                continue;
            }
            Optional<byte[]> value = letter.headers().lastHeader(DeadLetters.KEY_APART) == null
                    ? Optional.of(letter.value())
                    : opening.open(letter.key(), letter.value());
            value.ifPresent(opened -> sent.add(producer.send(origin(letter, opened))));
            erased += value.isEmpty() ? 1 : 0;
        }
        sent.forEach(DeadLetterReplay::await);
        return new Report(sent.size(), withoutData, erased);
    }

    private static boolean hasData(ConsumerRecord<String, byte[]> letter) {
        return letter.headers().lastHeader(DeadLetters.ORIGIN) != null
                && letter.value() != null
                && letter.value().length > 0;
    }

    /** The record as its topic should have got it. */
    private static ProducerRecord<String, byte[]> origin(ConsumerRecord<String, byte[]> letter, byte[] value) {
        RecordHeaders headers = new RecordHeaders(letter.headers());
        String topic = new String(headers.lastHeader(DeadLetters.ORIGIN).value(), StandardCharsets.US_ASCII);
        List.of(DeadLetters.ORIGIN, DeadLetters.REASON, DeadLetters.TRIES, DeadLetters.KEY_APART)
                .forEach(headers::remove);
        return new ProducerRecord<>(topic, null, letter.key(), value, headers);
    }

    private static void await(Future<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter was refused again", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> positions(
            KafkaConsumer<String, byte[]> letters, List<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, new OffsetAndMetadata(letters.position(partition))));
        return positions;
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(KafkaProperties.client(config, brokers));
        properties.put("group.id", GROUP);
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * What a replay did.
     *
     * @param replayed how many were published once more
     * @param withoutData how many were not, since they hold no data, which were too large to be put aside
     * @param erased how many were not, since their persons were erased, or their time is over
     */
    public record Report(int replayed, int withoutData, int erased) {

        Report plus(Report other) {
            return new Report(replayed + other.replayed, withoutData + other.withoutData, erased + other.erased);
        }
    }
}
