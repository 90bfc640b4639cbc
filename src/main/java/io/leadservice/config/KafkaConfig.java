package io.leadservice.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The event stream.
 *
 * @param brokers bootstrap list; empty starts the embedded broker
 * @param timeout the longest wait for a broker's answer
 * @param createTopics whether missing topics are created at start
 * @param partitions partitions of a created topic
 * @param replicationFactor replicas of a created topic
 * @param deletionInterval how often what intake has worked off is deleted from its topic; zero keeps it
 * @param properties further client properties, such as those of SASL and TLS
 */
public record KafkaConfig(
        Optional<String> brokers,
        Duration timeout,
        boolean createTopics,
        int partitions,
        int replicationFactor,
        Duration deletionInterval,
        Map<String, String> properties) {

    public KafkaConfig {
        properties = Map.copyOf(properties);
    }

    /** For whoever shows it: their values may be secret. */
    KafkaConfig withoutPropertyValues() {
        return new KafkaConfig(
                brokers,
                timeout,
                createTopics,
                partitions,
                replicationFactor,
                deletionInterval,
                properties.keySet().stream().collect(Collectors.toMap(Function.identity(), name -> "")));
    }

    /** Names the properties only: their values may be secret. */
    @Override
    public String toString() {
        return "KafkaConfig[brokers=" + brokers + ", properties=" + properties.keySet() + "]";
    }
}
