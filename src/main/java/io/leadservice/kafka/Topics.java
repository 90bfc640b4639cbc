package io.leadservice.kafka;

import io.leadservice.bus.Deadline;
import io.leadservice.config.KafkaConfig;
import io.leadservice.lead.EventType;
import io.leadservice.pipeline.Backlog;
import io.leadservice.pipeline.DeadLetter;
import io.leadservice.pipeline.StageHealth;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.ListOffsetsResultInfo;
import io.vertx.kafka.admin.NewTopic;
import io.vertx.kafka.admin.OffsetSpec;
import io.vertx.kafka.admin.TopicDescription;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.common.TopicPartitionInfo;
import io.vertx.kafka.client.consumer.OffsetAndMetadata;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The brokers and their topics, as an administrator sees them. One for each node; usable from any event loop. */
public final class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    /** The topic of submissions that wait to be worked off. */
    public static final String INTAKE = "lead.intake";

    private static final String SEGMENT_MILLIS =
            Long.toString(Duration.ofHours(1).toMillis());
    private static final Duration HEALTH_LIFE = Duration.ofSeconds(3);

    /** An answer of the brokers and until when it is taken as still true. */
    private record Known(StageHealth health, Deadline until) {}

    private final KafkaAdminClient admin;
    private final KafkaConfig config;
    private final AtomicBoolean complete = new AtomicBoolean();
    private volatile Known known =
            new Known(StageHealth.down("Kafka was not asked yet"), Deadline.after(Duration.ZERO));

    private Topics(KafkaAdminClient admin, KafkaConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /** @param brokers bootstrap list */
    public static Future<Topics> create(Vertx vertx, KafkaConfig config, String brokers) {
        return vertx.executeBlocking(
                () -> new Topics(KafkaAdminClient.create(vertx, KafkaProperties.client(config, brokers)), config),
                false);
    }

    /**
     * Creates the topics that are missing, where the configuration allows it. An absent Kafka only leaves a warning: it is
     * tried again when the brokers answer.
     */
    public Future<Void> prepare() {
        if (!config.createTopics() || complete.get()) {
            return Future.succeededFuture();
        }
        return admin.listTopics()
                .compose(this::createMissing)
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(done -> complete.set(true))
                .otherwise(cause -> {
                    LOG.warn("topics not checked error={}", cause.getClass().getSimpleName());
                    return null;
                });
    }

    /** Whether the brokers answer; asked at most every three seconds, whoever wants to know. */
    public Future<StageHealth> health(Deadline deadline) {
        Known last = known;
        if (!last.until().passed()) {
            return Future.succeededFuture(last.health());
        }
        return admin.describeCluster()
                .timeout(Math.max(1, deadline.remaining().toMillis() * 9 / 10), TimeUnit.MILLISECONDS)
                .map(StageHealth.UP)
                .otherwise(StageHealth.down("Kafka does not answer"))
                .onSuccess(this::keep);
    }

    private void keep(StageHealth health) {
        known = new Known(health, Deadline.after(HEALTH_LIFE));
        if (health.up()) {
            Future<Void> unused = prepare();
        }
    }

    /**
     * How far a consumer group has come with a topic; what it has not committed yet begins at the topic's start.
     *
     * @return fails if the brokers do not answer before the deadline
     */
    public Future<Backlog> backlog(String topic, String group, Deadline deadline) {
        return admin.describeTopics(List.of(topic))
                .compose(described -> {
                    List<TopicPartition> partitions = partitions(Objects.requireNonNull(described.get(topic), topic));
                    Future<Map<TopicPartition, ListOffsetsResultInfo>> ends = offsets(partitions, OffsetSpec.LATEST);
                    Future<Map<TopicPartition, ListOffsetsResultInfo>> starts =
                            offsets(partitions, OffsetSpec.EARLIEST);
                    Future<Map<TopicPartition, OffsetAndMetadata>> commits = admin.listConsumerGroupOffsets(group);
                    return Future.all(ends, starts, commits)
                            .map(all -> new Backlog(
                                    partitions.stream()
                                            .map(partition -> offset(ends.result(), partition))
                                            .toList(),
                                    partitions.stream()
                                            .map(partition -> Math.max(
                                                    offset(starts.result(), partition),
                                                    committed(commits.result(), partition)))
                                            .toList()));
                })
                .timeout(Math.max(1, deadline.remaining().toMillis() * 9 / 10), TimeUnit.MILLISECONDS);
    }

    private Future<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
            List<TopicPartition> partitions, OffsetSpec which) {
        return admin.listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which)));
    }

    private static List<TopicPartition> partitions(TopicDescription description) {
        return description.getPartitions().stream()
                .map(TopicPartitionInfo::getPartition)
                .sorted()
                .map(partition -> new TopicPartition(description.getName(), partition))
                .toList();
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        ListOffsetsResultInfo found = offsets.get(partition);
        return found == null ? 0 : found.getOffset();
    }

    private static long committed(Map<TopicPartition, OffsetAndMetadata> commits, TopicPartition partition) {
        OffsetAndMetadata found = commits.get(partition);
        return found == null ? 0 : found.getOffset();
    }

    /**
     * Deletes the records of a topic's partitions that lie before an offset: nobody reads them from then on. The brokers free
     * their files with the segment that holds them.
     *
     * @return fails if the brokers do not answer within the configured time-out, or refuse
     */
    public Future<Void> delete(Map<TopicPartition, Long> before) {
        Map<TopicPartition, RecordsToDelete> records = before.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, partition -> RecordsToDelete.beforeOffset(partition.getValue())));
        return admin.deleteRecords(records)
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .mapEmpty();
    }

    /** Closes the client; bounded by the configured time-out. */
    public Future<Void> close() {
        return admin.close(config.timeout().toMillis());
    }

    /** The names of all. */
    public static List<String> names() {
        return Stream.concat(
                        Arrays.stream(EventType.values()).map(EventType::wireName),
                        Stream.of(INTAKE, DeadLetters.TOPIC))
                .toList();
    }

    private Future<Void> createMissing(Set<String> there) {
        List<NewTopic> missing = names().stream()
                .filter(topic -> !there.contains(topic))
                .map(this::topic)
                .toList();
        return missing.isEmpty() ? Future.succeededFuture() : admin.createTopics(missing);
    }

    /**
     * What was erased is to be known for as long as there are backups of before: this topic forgets nothing. That of intake
     * forgets what is deleted from it: brokers take no bytes from the file that they write, so it is changed often.
     */
    private NewTopic topic(String name) {
        NewTopic topic = new NewTopic(name, config.partitions(), (short) config.replicationFactor());
        if (name.equals(EventType.LEAD_ERASED.wireName())) {
            return topic.setConfig(Map.of("retention.ms", "-1", "retention.bytes", "-1"));
        }
        if (name.equals(DeadLetters.TOPIC)) {
            return topic.setConfig(Map.of("retention.ms", Long.toString(DeadLetter.LIFE.toMillis())));
        }
        return name.equals(INTAKE) ? topic.setConfig(Map.of("segment.ms", SEGMENT_MILLIS)) : topic;
    }
}
