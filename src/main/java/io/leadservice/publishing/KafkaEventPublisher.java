package io.leadservice.publishing;

import io.leadservice.bus.Deadline;
import io.leadservice.config.KafkaConfig;
import io.leadservice.lead.LeadEvent;
import io.leadservice.pipeline.DeadLetter;
import io.leadservice.pipeline.PublishResult;
import io.leadservice.publishing.Batch.Outgoing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;

/**
 * Events on Kafka: one topic for each type, keyed by lead id, written by an idempotent producer that waits for all
 * in-sync replicas. One for each node; usable from any event loop.
 *
 * <p>Sending may block while the client looks for brokers, so a batch is handed over on a thread of its own, as a whole:
 * the Vert.x client would queue every single send behind the ones that block.
 */
public final class KafkaEventPublisher implements EventPublisher {

    /** An ordered queue of batches, at most one from each relay. */
    private static final int THREADS = 1;

    private final KafkaProducer<String, byte[]> client;
    private final Producer<String, byte[]> producer;
    private final WorkerExecutor sender;
    private final KafkaConfig config;

    private KafkaEventPublisher(Vertx vertx, KafkaProducer<String, byte[]> client, KafkaConfig config) {
        this.client = client;
        this.producer = client.unwrap();
        this.sender = vertx.createSharedWorkerExecutor("kafka-sender", THREADS);
        this.config = config;
    }

    /**
     * Makes the client; it connects when it is needed, so an absent Kafka does not keep a node from starting.
     *
     * @param brokers bootstrap list
     */
    public static Future<KafkaEventPublisher> create(Vertx vertx, KafkaConfig config, String brokers) {
        return vertx.executeBlocking(
                () -> new KafkaEventPublisher(
                        vertx, KafkaProducer.create(vertx, KafkaProperties.producer(config, brokers)), config),
                false);
    }

    @Override
    public Future<PublishResult> publish(List<LeadEvent> events, Deadline deadline) {
        return write(
                events.stream()
                        .map(event -> new Outgoing(event.id(), CloudEvents.record(event)))
                        .toList(),
                deadline);
    }

    @Override
    public Future<PublishResult> bury(List<DeadLetter> letters, Deadline deadline) {
        return write(
                letters.stream()
                        .map(letter -> new Outgoing(letter.event().id(), DeadLetters.record(letter)))
                        .toList(),
                deadline);
    }

    private Future<PublishResult> write(List<Outgoing> records, Deadline deadline) {
        Batch batch = new Batch(records);
        // Ends before the caller stops waiting, so that it learns which ones were written.
        long limit = Math.max(1, deadline.remaining().toMillis() * 9 / 10);
        return sender.executeBlocking(
                        () -> {
                            batch.send(producer, deadline);
                            return batch;
                        },
                        false)
                .compose(Batch::finished)
                .timeout(limit, TimeUnit.MILLISECONDS)
                .transform(done -> Future.succeededFuture(batch.result()));
    }

    /** Sends what is under way and closes; bounded by the configured time-out. */
    public Future<Void> close() {
        return client.close(config.timeout().toMillis()).eventually(sender::close);
    }
}
