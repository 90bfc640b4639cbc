package io.leadservice.kafka;

import io.leadservice.config.KafkaConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Properties of the Kafka clients. The operator's go over our defaults, and what the service promises goes over the
 * operator's: durability cannot be configured away.
 */
public final class KafkaProperties {

    /** A send waits so long for a broker that is not there, shorter than a hop, and then the batch is given up. */
    private static final int MAX_BLOCK_MILLIS = 2_000;

    /** Topics that nothing was written to for so long are not known any more: longer than a quiet night. */
    private static final int IDLE_MILLIS = 24 * 60 * 60 * 1000;

    /** The partitions of a consumer that died, or left while consumers came, wait so long for another. */
    private static final int SESSION_MILLIS = 10_000;

    /** A topic that is made after the consumer started is found so soon. */
    private static final int METADATA_MILLIS = 10_000;

    private KafkaProperties() {}

    /** Of a producer that loses nothing and writes nothing twice. */
    public static Map<String, String> producer(KafkaConfig config, String brokers) {
        int timeout = Math.toIntExact(config.timeout().toMillis());
        Map<String, String> properties = new HashMap<>();
        properties.put("linger.ms", "0");
        properties.put("compression.type", "lz4");
        properties.put("request.timeout.ms", Integer.toString(timeout));
        properties.put("delivery.timeout.ms", Integer.toString(timeout * 2));
        properties.put("metadata.max.idle.ms", Integer.toString(IDLE_MILLIS));
        properties.putAll(client(config, brokers));
        properties.put("key.serializer", StringSerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("max.block.ms", Integer.toString(MAX_BLOCK_MILLIS));
        return properties;
    }

    /**
     * Of a consumer that says itself how far it came.
     *
     * @param most records of one poll
     */
    public static Map<String, Object> consumer(KafkaConfig config, String brokers, String group, int most) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("request.timeout.ms", Long.toString(config.timeout().toMillis()));
        properties.put("default.api.timeout.ms", Long.toString(config.timeout().toMillis()));
        properties.put("metadata.max.age.ms", Integer.toString(METADATA_MILLIS));
        properties.put("session.timeout.ms", Integer.toString(SESSION_MILLIS));
        properties.put("heartbeat.interval.ms", Integer.toString(SESSION_MILLIS / 10));
        properties.putAll(client(config, brokers));
        properties.put("key.deserializer", StringDeserializer.class.getName());
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("group.id", group);
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("isolation.level", "read_committed");
        properties.put("max.poll.records", Integer.toString(most));
        // Only what moves to another consumer is given up when one comes or goes.
        properties.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        return properties;
    }

    /** Of any client. Nobody reads its own metrics by JMX or at the broker, and to register them takes long at a start. */
    public static Map<String, String> client(KafkaConfig config, String brokers) {
        Map<String, String> properties = new HashMap<>();
        properties.put("metric.reporters", "");
        properties.put("enable.metrics.push", "false");
        properties.putAll(config.properties());
        properties.put("bootstrap.servers", brokers);
        return properties;
    }
}
