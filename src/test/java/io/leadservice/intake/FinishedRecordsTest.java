package io.leadservice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.common.TopicPartition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of the brokers once records are worked off. */
class FinishedRecordsTest {

    private static final TopicPartition FIRST = new TopicPartition("lead.intake", 0);
    private static final TopicPartition SECOND = new TopicPartition("lead.intake", 1);

    private final Vertx vertx = Vertx.vertx();
    private final List<Map<TopicPartition, Long>> deleted = new CopyOnWriteArrayList<>();
    private final AtomicInteger tries = new AtomicInteger();
    private volatile boolean there = true;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void deletesTogetherWhatWasCommittedMeanwhile() {
        FinishedRecords finished = finished(Duration.ofMillis(50));

        commit(finished, 0, 7);
        commit(finished, 1, 3);
        commit(finished, 0, 9);

        await().atMost(10, TimeUnit.SECONDS).until(() -> deleted.size() == 1);
        assertThat(deleted.get(0)).isEqualTo(Map.of(FIRST, 9L, SECOND, 3L));
    }

    @Test
    void hasWhatWasRefusedWithTheNext() {
        FinishedRecords finished = finished(Duration.ofHours(1));
        there = false;
        commit(finished, 0, 7);
        finished.delete();
        assertThat(deleted).isEmpty();

        there = true;
        commit(finished, 1, 3);
        finished.delete();
        finished.delete();

        assertThat(deleted).containsExactly(Map.of(FIRST, 7L, SECOND, 3L));
    }

    @Test
    void triesAgainByItselfWhatWasRefused() {
        FinishedRecords finished = finished(Duration.ofMillis(20));
        there = false;
        commit(finished, 0, 7);
        await().atMost(10, TimeUnit.SECONDS).until(() -> tries.get() > 0);

        there = true;

        await().atMost(10, TimeUnit.SECONDS).until(() -> deleted.size() == 1);
        assertThat(deleted).containsExactly(Map.of(FIRST, 7L));
    }

    @Test
    void triesOnceAtTheEnd() {
        FinishedRecords finished = finished(Duration.ofMillis(20));
        there = false;
        // A timer that were left would fire before the one that is set here.
        Future<Long> later = Future.future(done -> vertx.runOnContext(now -> {
            commit(finished, 0, 7);
            finished.end().onComplete(end -> vertx.setTimer(100, done::complete));
        }));

        await().atMost(10, TimeUnit.SECONDS).until(later::isComplete);
        assertThat(tries).hasValue(1);
    }

    @Test
    void leavesAllToTheTopicWhereItIsToldSo() {
        FinishedRecords finished = finished(Duration.ZERO);

        commit(finished, 0, 7);
        finished.delete();

        assertThat(deleted).isEmpty();
    }

    private FinishedRecords finished(Duration interval) {
        return new FinishedRecords(vertx, interval, before -> {
            tries.incrementAndGet();
            if (!there) {
                return Future.failedFuture("not there");
            }
            deleted.add(before);
            return Future.succeededFuture();
        });
    }

    private static void commit(FinishedRecords finished, int partition, long offset) {
        finished.committed(Map.of(
                new org.apache.kafka.common.TopicPartition("lead.intake", partition), new OffsetAndMetadata(offset)));
    }
}
