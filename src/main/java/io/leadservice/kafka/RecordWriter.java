package io.leadservice.kafka;

import io.leadservice.bus.Deadline;
import io.leadservice.config.KafkaConfig;
import io.leadservice.pipeline.PublishResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records by an idempotent producer that waits for all in-sync replicas. One for each node; usable from any event
 * loop.
 *
 * <p>Sending may block while the client looks for brokers, so a batch is handed over on a thread of its own, as a whole:
 * the Vert.x client would queue every single send behind the ones that block.
 */
public final class RecordWriter {

    private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);

    /** An ordered queue of batches, bounded by the windows of the stages that write. */
    private static final int THREADS = 1;

    private final KafkaProducer<String, byte[]> client;
    private final Producer<String, byte[]> producer;
    private final WorkerExecutor sender;
    private final KafkaConfig config;

    private RecordWriter(Vertx vertx, KafkaProducer<String, byte[]> client, KafkaConfig config) {
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
    public static Future<RecordWriter> create(Vertx vertx, KafkaConfig config, String brokers) {
        return vertx.executeBlocking(
                () -> new RecordWriter(
                        vertx, KafkaProducer.create(vertx, KafkaProperties.producer(config, brokers)), config),
                false);
    }

    /**
     * Looks for the brokers of topics before anything is written to them, so that the first records do not wait for it. In the
     * background and once, up to the first that is not found: a write looks for it again.
     */
    public void look(Collection<String> topics) {
        sender.executeBlocking(
                        () -> {
                            topics.forEach(producer::partitionsFor);
                            return null;
                        },
                        false)
                .onFailure(cause -> LOG.warn(
                        "topics not found yet error={}", cause.getClass().getSimpleName()));
    }

    /**
     * Writes records in order.
     *
     * @return before the deadline, which of them all in-sync replicas have, and why not the others; never fails
     */
    public Future<PublishResult> write(List<Outgoing> records, Deadline deadline) {
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

    /** Shows on these how the client is. */
    public void measure(MeterRegistry registry) {
        gauge(
                registry,
                "kafka.producer.requests.in.flight",
                "requests-in-flight",
                "Requests that brokers owe an answer");
        gauge(
                registry,
                "kafka.producer.buffer.available",
                "buffer-available-bytes",
                "Bytes left for records that wait");
        gauge(
                registry,
                "kafka.producer.queue.time",
                "record-queue-time-avg",
                "Milliseconds for which records wait, on average");
    }

    private void gauge(MeterRegistry registry, String name, String metric, String description) {
        producer.metrics().forEach((key, value) -> {
            if (key.name().equals(metric) && key.group().equals("producer-metrics")) {
                Gauge.builder(name, value, RecordWriter::number)
                        .description(description)
                        .strongReference(true)
                        .register(registry);
            }
        });
    }

    private static double number(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Sends what is under way and closes; bounded by the configured time-out. */
    public Future<Void> close() {
        return client.close(config.timeout().toMillis()).eventually(sender::close);
    }
}
