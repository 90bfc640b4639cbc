package io.leadservice.kafka;

import io.leadservice.config.KafkaConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Properties of the Kafka clients. The operator's go over our defaults, and what the service promises goes over the
 * operator's: durability cannot be configured away.
 */
public final class KafkaProperties {

    /** A send waits so long for a broker that is not there, and then the batch is given up. */
    private static final int MAX_BLOCK_MILLIS = 500;

    private KafkaProperties() {}

    /** Of a producer that loses nothing and writes nothing twice. */
    public static Map<String, String> producer(KafkaConfig config, String brokers) {
        int timeout = Math.toIntExact(config.timeout().toMillis());
        Map<String, String> properties = new HashMap<>();
        properties.put("linger.ms", "0");
        properties.put("compression.type", "lz4");
        properties.put("request.timeout.ms", Integer.toString(timeout));
        properties.put("delivery.timeout.ms", Integer.toString(timeout * 2));
        properties.putAll(client(config, brokers));
        properties.put("key.serializer", StringSerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("max.block.ms", Integer.toString(MAX_BLOCK_MILLIS));
        return properties;
    }

    /** Of any client. */
    public static Map<String, String> client(KafkaConfig config, String brokers) {
        Map<String, String> properties = new HashMap<>(config.properties());
        properties.put("bootstrap.servers", brokers);
        return properties;
    }
}
