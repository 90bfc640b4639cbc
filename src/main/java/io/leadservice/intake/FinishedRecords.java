package io.leadservice.intake;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.common.TopicPartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes from the topic what is worked off: a submission carries its wrapped key, so there it would outlive an erasure.
 * What is committed in the course of an interval is deleted together; what could not be deleted is tried again after an interval,
 * with what came since. Only offsets that are committed come here, so it does not matter whose the partition is by then.
 *
 * <p>State is confined to the event loop of the instance that owns it.
 */
final class FinishedRecords {

    private static final Logger LOG = LoggerFactory.getLogger(FinishedRecords.class);

    private final Vertx vertx;
    private final Duration interval;
    private final Function<Map<TopicPartition, Long>, Future<Void>> deletion;
    private final Map<TopicPartition, Long> finished = new HashMap<>();
    private boolean waiting;
    private long timer;
    private boolean ended;
    private boolean refused;

    /**
     * @param interval zero deletes nothing
     * @param deletion of the records before these offsets
     */
    FinishedRecords(Vertx vertx, Duration interval, Function<Map<TopicPartition, Long>, Future<Void>> deletion) {
        this.vertx = vertx;
        this.interval = interval;
        this.deletion = deletion;
    }

    /** All before these offsets is worked off, and committed as such. */
    void committed(Map<org.apache.kafka.common.TopicPartition, OffsetAndMetadata> offsets) {
        if (interval.isZero() || offsets.isEmpty()) {
            return;
        }
        offsets.forEach((partition, offset) -> finished.merge(
                new TopicPartition(partition.topic(), partition.partition()), offset.offset(), Math::max));
        deleteLater();
    }

    private void deleteLater() {
        if (!waiting && !ended && !finished.isEmpty()) {
            waiting = true;
            timer = vertx.setTimer(interval.toMillis(), id -> {
                waiting = false;
                delete().onComplete(done -> deleteLater());
            });
        }
    }

    /** Deletes now what waits for it, once, and nothing by itself any more; never fails. */
    Future<Void> end() {
        ended = true;
        vertx.cancelTimer(timer);
        return delete();
    }

    /** Deletes now what waits for it; never fails. */
    Future<Void> delete() {
        if (finished.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<TopicPartition, Long> these = Map.copyOf(finished);
        return deletion.apply(these)
                .onSuccess(done -> {
                    refused = false;
                    these.forEach(finished::remove);
                })
                .onFailure(this::tell)
                .otherwiseEmpty();
    }

    private void tell(Throwable cause) {
        if (!refused) {
            refused = true;
            LOG.warn("intake not deleted after work error={}", cause.getClass().getSimpleName());
        }
    }
}
