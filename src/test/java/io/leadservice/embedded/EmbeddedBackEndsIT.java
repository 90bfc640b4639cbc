package io.leadservice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.config.BackEndAddresses;
import io.leadservice.config.EmbeddedBackEnds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisAPI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBackEndsIT {

    @TempDir
    Path folder;

    private final EmbeddedBackEnds provider =
            ServiceLoader.load(EmbeddedBackEnds.class).findFirst().orElseThrow();
    private Vertx vertx;

    @BeforeEach
    void openVertx() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void closeVertx() {
        await(vertx.close());
    }

    @Test
    void keepsItsDataFromOneStartToTheNext() throws Exception {
        // Given
        try (EmbeddedBackEnds.Running first = provider.start(folder)) {
            write(first.addresses());
            first.close();
        }

        // When
        try (EmbeddedBackEnds.Running second = provider.start(folder)) {
            // Then
            assertThat(mongoName(second.addresses())).isEqualTo("kept");
            assertThat(redisValue(second.addresses())).isEqualTo("kept");
            assertThat(kafkaValue(second.addresses())).isEqualTo("kept");
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        // Given
        FolderLock held = FolderLock.shared(folder);

        // When, Then
        assertThatThrownBy(() -> provider.start(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("is in use by another process");
        held.close();
    }

    private void write(BackEndAddresses addresses) throws Exception {
        MongoClient mongo = mongo(addresses);
        await(mongo.insert("things", new JsonObject().put("_id", "1").put("name", "kept")));
        await(mongo.close());
        Redis redis = Redis.createClient(vertx, addresses.redisUri());
        await(RedisAPI.api(redis).set(List.of("key", "kept")));
        redis.close();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses.kafkaBrokers()))) {
            admin.createTopics(List.of(new NewTopic("things", 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        Map<String, Object> config = Map.of("bootstrap.servers", addresses.kafkaBrokers(), "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("things", "kept")).get(30, TimeUnit.SECONDS);
        }
    }

    private String mongoName(BackEndAddresses addresses) {
        MongoClient mongo = mongo(addresses);
        JsonObject found = await(mongo.findOne("things", new JsonObject().put("_id", "1"), null));
        await(mongo.close());
        return found.getString("name");
    }

    private String redisValue(BackEndAddresses addresses) {
        Redis redis = Redis.createClient(vertx, addresses.redisUri());
        String value = await(RedisAPI.api(redis).get("key")).toString();
        redis.close();
        return value;
    }

    private String kafkaValue(BackEndAddresses addresses) {
        Map<String, Object> config = Map.of("bootstrap.servers", addresses.kafkaBrokers());
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("things", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .pollInSameThread()
                    .until(() -> consumer.poll(Duration.ofMillis(500)), records -> !records.isEmpty())
                    .iterator()
                    .next()
                    .value();
        }
    }

    private MongoClient mongo(BackEndAddresses addresses) {
        return MongoClient.create(vertx, new JsonObject().put("connection_string", addresses.mongodbUri()));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
