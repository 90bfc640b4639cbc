package io.leadservice.publishing;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.leadservice.bus.Deadline;
import io.leadservice.config.KafkaConfig;
import io.leadservice.lead.EventType;
import io.leadservice.lead.LeadEvent;
import io.leadservice.pipeline.StageHealth;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on Kafka: CloudEvents 1.0, binary mode, one topic for each type, keyed by lead id, written by an idempotent
 * producer that waits for all in-sync replicas. One for each node; usable from any event loop.
 */
public final class KafkaEventPublisher implements EventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventPublisher.class);
    private static final URI SOURCE = URI.create("/lead-service");
    private static final URI SCHEMA = URI.create("https://leadservice.io/schemas/events/v1/lead.json");
    private static final int MAX_BLOCK_MILLIS = 500;

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaAdminClient admin;
    private final KafkaConfig config;

    private KafkaEventPublisher(KafkaProducer<String, byte[]> producer, KafkaAdminClient admin, KafkaConfig config) {
        this.producer = producer;
        this.admin = admin;
        this.config = config;
    }

    /**
     * Connects and creates missing topics. An absent Kafka does not keep it from starting: events wait in the outbox.
     *
     * @param brokers bootstrap list
     */
    public static Future<KafkaEventPublisher> create(Vertx vertx, KafkaConfig config, String brokers) {
        return vertx.executeBlocking(() -> new KafkaEventPublisher(
                        KafkaProducer.create(vertx, producerProperties(config, brokers)),
                        KafkaAdminClient.create(vertx, clientProperties(config, brokers)),
                        config))
                .compose(publisher -> publisher.createTopics().map(publisher));
    }

    @Override
    public Future<Void> publish(LeadEvent event) {
        var builder = CloudEventBuilder.v1()
                .withId(event.id())
                .withType(event.type().wireName())
                .withSource(SOURCE)
                .withSubject(event.leadId())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withDataSchema(SCHEMA)
                .withDataContentType("application/json")
                .withData(event.data().content());
        KafkaProducerRecord<String, byte[]> message = message(event, builder.build());
        event.traceparent().ifPresent(trace -> message.addHeader("traceparent", trace));
        return producer.send(message).mapEmpty();
    }

    /** Whether the brokers answer. */
    public Future<StageHealth> health(Deadline deadline) {
        return admin.describeCluster()
                .timeout(Math.max(1, deadline.remaining().toMillis() * 9 / 10), TimeUnit.MILLISECONDS)
                .map(StageHealth.UP)
                .otherwise(StageHealth.down("Kafka does not answer"));
    }

    /** Sends what is under way and closes; bounded by the configured time-out. */
    public Future<Void> close() {
        long millis = config.timeout().toMillis();
        return Future.join(producer.close(millis), admin.close(millis)).mapEmpty();
    }

    private Future<Void> createTopics() {
        if (!config.createTopics()) {
            return Future.succeededFuture();
        }
        return admin.listTopics()
                .compose(this::createMissing)
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(cause -> {
                    LOG.warn("topics not checked error={}", cause.getClass().getSimpleName());
                    return null;
                });
    }

    private Future<Void> createMissing(Set<String> there) {
        List<NewTopic> missing = Arrays.stream(EventType.values())
                .map(EventType::wireName)
                .filter(topic -> !there.contains(topic))
                .map(topic -> new NewTopic(topic, config.partitions(), (short) config.replicationFactor()))
                .toList();
        return missing.isEmpty() ? Future.succeededFuture() : admin.createTopics(missing);
    }

    private static KafkaProducerRecord<String, byte[]> message(LeadEvent event, CloudEvent cloudEvent) {
        ProducerRecord<String, byte[]> written = KafkaMessageFactory.<String>createWriter(
                        event.type().wireName(), event.leadId())
                .writeBinary(cloudEvent);
        KafkaProducerRecord<String, byte[]> message =
                KafkaProducerRecord.create(written.topic(), written.key(), written.value());
        written.headers()
                .forEach(header -> message.addHeader(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return message;
    }

    private static Map<String, String> producerProperties(KafkaConfig config, String brokers) {
        int timeout = Math.toIntExact(config.timeout().toMillis());
        Map<String, String> properties = new HashMap<>();
        properties.put("key.serializer", StringSerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("linger.ms", "0");
        properties.put("compression.type", "lz4");
        properties.put("max.block.ms", Integer.toString(MAX_BLOCK_MILLIS));
        properties.put("request.timeout.ms", Integer.toString(timeout));
        properties.put("delivery.timeout.ms", Integer.toString(timeout * 2));
        properties.putAll(clientProperties(config, brokers));
        return properties;
    }

    private static Map<String, String> clientProperties(KafkaConfig config, String brokers) {
        Map<String, String> properties = new HashMap<>(config.properties());
        properties.put("bootstrap.servers", brokers);
        return properties;
    }
}
