package io.leadservice.intake;

import io.leadservice.bus.Deadline;
import io.leadservice.kafka.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the intake topic off: a bounded number of records at once, committing of each partition what is finished before the
 * first record that is not. A partition that goes to another consumer is forgotten; what of it was at work is worked off
 * there once more, which changes nothing.
 *
 * <p>It polls step by step instead of being fed, so that commits, polls and rebalances follow one another: the client tells
 * of a lost partition during a poll, before that poll's records. While there is no room its partitions rest, and it polls on
 * to stay in its group. So does a single partition that is far ahead of a record which does not end.
 *
 * <p>State is confined to the event loop of the instance that owns it.
 */
final class IntakeConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeConsumer.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
    private static final Duration LAST_DELETION_LIMIT = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration IDLE_LOOK_INTERVAL = Duration.ofSeconds(5);
    private static final long WAIT_FOR_ROOM_MILLIS = 250;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    private final Vertx vertx;
    private final Callable<Consumer<String, byte[]>> clients;
    private final int window;
    private final RecordWork work;
    private final FinishedRecords finished;
    private final Progress progress = new Progress();
    private final Promise<Void> ended = Promise.promise();
    private final Promise<Void> idle = Promise.promise();
    private Optional<KafkaReadStream<String, byte[]>> stream = Optional.empty();
    private Promise<Void> room = Promise.promise();
    private Deadline idleLook = Deadline.after(IDLE_LOOK_INTERVAL);
    private boolean resting;
    private Set<TopicPartition> held = Set.of();
    private boolean stopping;
    private int atWork;

    /**
     * @param clients makes the Kafka client; blocks
     * @param window how many records are at work at once
     * @param work of this instance alone
     * @param finished of this instance alone
     */
    IntakeConsumer(
            Vertx vertx,
            Callable<Consumer<String, byte[]>> clients,
            int window,
            RecordWork work,
            FinishedRecords finished) {
        this.vertx = vertx;
        this.clients = clients;
        this.window = window;
        this.work = work;
        this.finished = finished;
    }

    /** The most records of one poll: with half of a window free there is room for them. */
    static int pollSize(int window) {
        return Math.max(1, window / 2);
    }

    /** Begins; Kafka need not be there. */
    void start() {
        step();
    }

    /** Takes nothing more, ends what is at work, and commits what has ended. What has to wait is left to whoever is next. */
    Future<Void> stop() {
        stopping = true;
        work.halt();
        room.tryComplete();
        return ended.future()
                .compose(done -> {
                    endIfIdle();
                    return idle.future().timeout(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                })
                .transform(drained -> commit())
                .compose(committed -> finished.end()
                        .timeout(LAST_DELETION_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .otherwiseEmpty())
                .transform(deleted -> stream.map(KafkaReadStream::close).orElseGet(Future::succeededFuture))
                .timeout(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void step() {
        if (stopping) {
            ended.complete();
            return;
        }
        Future.succeededFuture()
                .compose(begun -> round())
                .recover(cause -> {
                    LOG.warn("intake round failed error={}", cause.getClass().getSimpleName());
                    return vertx.timer(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS)
                            .mapEmpty();
                })
                .onComplete(done -> vertx.runOnContext(ignored -> step()));
    }

    private Future<Void> round() {
        if (stream.isEmpty()) {
            return open();
        }
        KafkaReadStream<String, byte[]> from = stream.get();
        return commit().compose(done -> hasRoom() ? take(from) : rest(from));
    }

    private Future<Void> open() {
        return vertx.executeBlocking(clients, false).compose(client -> {
            KafkaReadStream<String, byte[]> opened = KafkaReadStream.create(vertx, client);
            opened.partitionsRevokedHandler(progress::forget);
            stream = Optional.of(opened);
            return opened.subscribe(Set.of(Topics.INTAKE));
        });
    }

    private Future<Void> take(KafkaReadStream<String, byte[]> from) {
        Set<TopicPartition> stuck = progress.stuck();
        Future<Void> ready = resting || !stuck.equals(held) ? flow(from, stuck) : Future.succeededFuture();
        return ready.compose(done -> from.poll(POLL)).compose(records -> {
            if (records.isEmpty() && idleLook.passed()) {
                idleLook = Deadline.after(IDLE_LOOK_INTERVAL);
                return skip(from);
            }
            begin(records);
            return Future.succeededFuture();
        });
    }

    /** All partitions go on but those that wait for one of their records. */
    private Future<Void> flow(KafkaReadStream<String, byte[]> from, Set<TopicPartition> stuck) {
        return from.paused()
                .compose(from::resume)
                .compose(flowing -> from.assignment())
                .compose(assigned ->
                        from.pause(assigned.stream().filter(stuck::contains).collect(Collectors.toSet())))
                .onSuccess(done -> {
                    resting = false;
                    held = stuck;
                });
    }

    /** What is no record is never handed over, and would look like work that is left. */
    private Future<Void> skip(KafkaReadStream<String, byte[]> from) {
        return from.assignment()
                .compose(assigned -> Future.join(assigned.stream()
                        .filter(partition -> progress.of(partition).idle())
                        .map(partition -> from.position(partition)
                                .onSuccess(position -> progress.of(partition).skip(position)))
                        .toList()))
                .mapEmpty();
    }

    private Future<Void> rest(KafkaReadStream<String, byte[]> from) {
        room = Promise.promise();
        return from.assignment()
                .compose(from::pause)
                .onSuccess(paused -> resting = true)
                .compose(paused -> from.poll(Duration.ZERO))
                .map(this::begin)
                .compose(begun -> Future.any(room.future(), vertx.timer(WAIT_FOR_ROOM_MILLIS, TimeUnit.MILLISECONDS)))
                .mapEmpty();
    }

    private Void begin(ConsumerRecords<String, byte[]> records) {
        records.forEach(this::begin);
        return null;
    }

    private void begin(ConsumerRecord<String, byte[]> record) {
        PartitionProgress partition = progress.of(new TopicPartition(record.topic(), record.partition()));
        partition.begin(record.offset());
        atWork++;
        // Whatever it throws, the records behind it begin.
        Future.succeededFuture().compose(begun -> work.finish(record)).onComplete(finished -> {
            atWork--;
            if (finished.succeeded()) {
                partition.end(record.offset());
            }
            if (hasRoom()) {
                room.tryComplete();
            }
            endIfIdle();
        });
    }

    private boolean hasRoom() {
        return atWork + pollSize(window) <= window;
    }

    private Future<Void> commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = progress.toCommit();
        if (offsets.isEmpty() || stream.isEmpty()) {
            return Future.succeededFuture();
        }
        return stream.get()
                .commit(offsets)
                .onSuccess(done -> {
                    progress.committed(offsets);
                    finished.committed(offsets);
                })
                .onFailure(IntakeConsumer::notCommitted)
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** It is tried again after the next poll, unless the partition is another consumer's by then. */
    private static void notCommitted(Throwable cause) {
        if (cause instanceof RebalanceInProgressException || cause instanceof CommitFailedException) {
            LOG.debug("intake not committed while consumers come or go");
        } else {
            LOG.warn("intake not committed error={}", cause.getClass().getSimpleName());
        }
    }

    private void endIfIdle() {
        if (stopping && atWork == 0) {
            idle.tryComplete();
        }
    }
}
