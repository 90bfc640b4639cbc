package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.BoundedConsumer;
import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.HandOver;
import io.leadservice.bus.Placement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work of two nodes, of which the second has just started. */
class HandOverIT {

    private static final int WARM = 500;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AtomicInteger CHANNELS = new AtomicInteger();

    record Question(String text) {}

    record Answer(String node) {}

    private static ClusteredNodes nodes;

    private final Channel<Question, Answer> channel =
            new Channel<>("test.work." + CHANNELS.incrementAndGet(), Question.class, Answer.class);
    private final HandOver<Question, Answer> old = handOver(0);
    private final HandOver<Question, Answer> fresh = handOver(1);
    private final List<BoundedConsumer<?, ?>> consumers = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        nodes = ClusteredNodes.start(2, node -> new Channel<>("test.codecs", Question.class, Answer.class));
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @BeforeEach
    void serve() {
        serve(0, "old", old);
        serve(1, "fresh", fresh);
        nodes.meet();
    }

    @AfterEach
    void drain() {
        consumers.forEach(consumer -> TestNode.join(consumer.stop(LIMIT)));
    }

    @Test
    void aNodeThatHasJustStartedLeavesToTheOtherWhatItIsNotUsedTo() {
        done(old, "old", WARM);
        nodes.meet();
        Promise<Answer> gate = Promise.promise();

        List<Future<Answer>> asked = twenty(gate);

        await().atMost(LIMIT)
                .until(() -> asked.stream().filter(Future::isComplete).count() == 16);
        gate.complete(new Answer("fresh"));
        List<String> by = asked.stream().map(TestNode::join).map(Answer::node).toList();
        assertThat(by).filteredOn("fresh"::equals).hasSize(4);
        assertThat(by).filteredOn("old"::equals).hasSize(16);
    }

    @Test
    void itDoesAllItselfWhereNoneIsFurther() {
        Promise<Answer> gate = Promise.promise();

        List<Future<Answer>> asked = twenty(gate);
        gate.complete(new Answer("fresh"));

        assertThat(asked.stream().map(TestNode::join).map(Answer::node)).containsOnly("fresh");
    }

    @Test
    void itIsLentWorkUntilItIsUsedToIt() {
        done(old, "old", WARM);
        nodes.meet();

        Future<Void> ready = fresh.warmUp(LIMIT);
        List<String> by = new ArrayList<>();
        await().atMost(LIMIT).until(() -> {
            by.addAll(done(old, "old", 20));
            return ready.isComplete();
        });

        TestNode.join(ready);
        assertThat(by).filteredOn("fresh"::equals).hasSizeGreaterThanOrEqualTo(150);
        assertThat(by).contains("old");
        nodes.meet();
        assertThat(done(old, "old", 50)).containsOnly("old");
    }

    @Test
    void workThatFailsTakesNoPlaceForEver() {
        done(old, "old", WARM);
        nodes.meet();
        for (int i = 0; i < 50; i++) {
            Future<Answer> failed = fresh.here(() -> {
                throw new IllegalStateException("as thrown by work");
            });
            await().atMost(LIMIT).until(failed::failed);
        }

        assertThat(done(fresh, "fresh", 4)).containsOnly("fresh");
    }

    @Test
    void itDoesNotWaitForLongWhereItIsLentNothing() {
        done(old, "old", WARM);
        nodes.meet();

        TestNode.join(fresh.warmUp(Duration.ofDays(1)));
    }

    private HandOver<Question, Answer> handOver(int node) {
        return new HandOver<>(nodes.client(node, channel, Placement.LOCAL_FIRST, LIMIT), channel);
    }

    private void serve(int node, String name, HandOver<Question, Answer> work) {
        BoundedConsumer<Question, Answer> consumer = new BoundedConsumer<>(
                nodes.vertx(node),
                channel,
                256,
                (question, limit) -> work.here(() -> Future.succeededFuture(new Answer(name))));
        TestNode.join(consumer.start());
        consumers.add(consumer);
    }

    /** Twenty at once on the node that has just started, which stay there until the gate is open. */
    private List<Future<Answer>> twenty(Promise<Answer> gate) {
        List<Future<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(fresh.hereOrThere(new Question("q" + i), Deadline.after(LIMIT), gate::future));
        }
        return asked;
    }

    /** Who did so much, up to ten at a time. */
    private static List<String> done(HandOver<Question, Answer> work, String name, int many) {
        List<String> by = new ArrayList<>();
        for (int i = 0; i < many; i += 10) {
            List<Future<Answer>> some = new ArrayList<>();
            for (int j = i; j < Math.min(many, i + 10); j++) {
                some.add(work.hereOrThere(
                        new Question("q"), Deadline.after(LIMIT), () -> Future.succeededFuture(new Answer(name))));
            }
            some.forEach(answer -> by.add(TestNode.join(answer).node()));
        }
        return by;
    }
}
