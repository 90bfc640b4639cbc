package io.leadservice.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every step runs on one event loop, as in a persistence instance; writes end when the test says so. */
class BatcherTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static Vertx vertx;
    private static Context loop;

    private final List<List<String>> written = new CopyOnWriteArrayList<>();
    private final List<Promise<List<Future<String>>>> writes = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
    }

    @AfterAll
    static void stop() {
        join(vertx.close());
    }

    @Test
    void writesAtOnceWhenNothingIsOnItsWay() {
        Batcher<String, String> commit = commit(10, Duration.ofSeconds(1), 100);

        Future<String> result = submit(commit, "a");

        assertThat(written).containsExactly(List.of("a"));
        end(0);
        assertThat(join(result)).isEqualTo("wrote a");
    }

    @Test
    void gathersWhatComesMeanwhileIntoTheNextWrite() {
        Batcher<String, String> commit = commit(10, LONG, 100);
        List<Future<String>> results = new ArrayList<>();
        for (String item : List.of("a", "b", "c", "d")) {
            results.add(submit(commit, item));
        }
        assertThat(written).containsExactly(List.of("a"));

        end(0);

        assertThat(written).containsExactly(List.of("a"), List.of("b", "c", "d"));
        end(1);
        assertThat(join(Future.all(results)).<String>list())
                .containsExactly("wrote a", "wrote b", "wrote c", "wrote d");
    }

    @Test
    void gathersWhatComesSoonAfterTheBeginningOfAWriteThatHasEnded() {
        Batcher<String, String> commit = commit(10, Duration.ofMillis(20), LONG, 100);
        List<Future<String>> results = onLoop(() -> {
            Future<String> first = commit.submit("a", Deadline.after(LONG));
            writes.get(0).complete(List.of(Future.succeededFuture("wrote a")));
            return List.of(first, commit.submit("b", Deadline.after(LONG)), commit.submit("c", Deadline.after(LONG)));
        });

        await().atMost(10, TimeUnit.SECONDS).until(() -> written.size() == 2);
        assertThat(written).containsExactly(List.of("a"), List.of("b", "c"));
        end(1);
        assertThat(join(Future.all(results)).<String>list()).containsExactly("wrote a", "wrote b", "wrote c");
    }

    @Test
    void doesNotLetAFullWriteWaitForTheInterval() {
        Batcher<String, String> commit = commit(2, LONG, LONG, 100);
        submit(commit, "a");
        end(0);

        submit(commit, "b");
        assertThat(written).hasSize(1);
        submit(commit, "c");

        assertThat(written).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void restsAfterEachWriteAlsoAfterAFullOneThatDidNotWait() {
        Batcher<String, String> commit = commit(2, Duration.ofMillis(300), LONG, 100);
        onLoop(() -> {
            commit.submit("a", Deadline.after(LONG));
            writes.get(0).complete(List.of(Future.succeededFuture("wrote a")));
            return null;
        });
        await().pollDelay(Duration.ofMillis(150)).until(() -> true);
        long fullAt = onLoop(() -> {
            commit.submit("b", Deadline.after(LONG));
            commit.submit("c", Deadline.after(LONG));
            return System.nanoTime();
        });
        end(1);

        submit(commit, "d");

        await().atMost(10, TimeUnit.SECONDS).until(() -> written.size() == 3);
        assertThat(Duration.ofNanos(System.nanoTime() - fullAt)).isGreaterThanOrEqualTo(Duration.ofMillis(299));
    }

    @Test
    void beginsASecondWriteBesideAFirstThatTakesLongerThanTheDelay() {
        Batcher<String, String> commit = commit(10, Duration.ofMillis(1), 100);
        submit(commit, "a");
        Future<String> second = submit(commit, "b");

        await().atMost(10, TimeUnit.SECONDS).until(() -> written.size() == 2);

        end(1);
        assertThat(join(second)).isEqualTo("wrote b");
    }

    @Test
    void writesNoMoreThanTheLimitAtOnceAndNoMoreWritesThanTheLimitBesideEachOther() {
        Batcher<String, String> commit = commit(2, LONG, 100);
        for (int i = 0; i < 12; i++) {
            submit(commit, "item" + i);
        }

        assertThat(written).hasSize(Batcher.MOST_AT_WORK).allMatch(batch -> batch.size() <= 2);
        end(0);
        assertThat(written).hasSize(Batcher.MOST_AT_WORK + 1);
    }

    @Test
    void refusesWhatDoesNotFitTheQueue() {
        Batcher<String, String> commit = commit(10, LONG, 2);
        submit(commit, "at work");
        submit(commit, "first");
        submit(commit, "second");

        assertThat(code(submit(commit, "third"))).isEqualTo(FailureCode.OVERLOADED);
        end(0);
        assertThat(written).containsExactly(List.of("at work"), List.of("first", "second"));
    }

    @Test
    void doesNotWriteWhatNobodyWaitsForAnyMore() {
        Batcher<String, String> commit = commit(10, LONG, 100);
        submit(commit, "at work");
        Future<String> late = onLoop(() -> commit.submit("late", Deadline.after(Duration.ofMillis(20))));
        Future<String> patient = submit(commit, "patient");

        assertThat(code(late)).isEqualTo(FailureCode.OVERLOADED);

        end(0);
        assertThat(written).containsExactly(List.of("at work"), List.of("patient"));
        end(1);
        assertThat(join(patient)).isEqualTo("wrote patient");
    }

    @Test
    void answersAtItsOwnDeadlineWhileTheWriteGoesOn() {
        Batcher<String, String> commit = commit(10, LONG, 100);
        Future<String> hasty = onLoop(() -> commit.submit("hasty", Deadline.after(Duration.ofMillis(20))));

        assertThat(code(hasty)).isEqualTo(FailureCode.DEADLINE);
        assertThat(written).containsExactly(List.of("hasty"));
    }

    @Test
    void tellsEachItsOwnResult() {
        Batcher<String, String> commit = commit(10, LONG, 100);
        submit(commit, "first");
        Future<String> good = submit(commit, "good");
        Future<String> bad = submit(commit, "bad");
        end(0);

        complete(1, List.of(Future.succeededFuture("kept"), Future.failedFuture(refusal())));

        assertThat(join(good)).isEqualTo("kept");
        assertThat(code(bad)).isEqualTo(FailureCode.BACK_END);
    }

    @Test
    void goesOnAfterAWriteThatFailsAsAWholeOrThrows() {
        Batcher<String, String> commit = commit(10, LONG, 100);
        Future<String> first = submit(commit, "first");
        Future<String> second = submit(commit, "throw");
        Future<String> third = submit(commit, "third");

        onLoop(() -> {
            writes.get(0).fail(refusal());
            return null;
        });

        assertThat(code(first)).isEqualTo(FailureCode.BACK_END);
        assertThat(join(second.otherwise("failed"))).isEqualTo("failed");
        assertThat(join(third.otherwise("failed"))).isEqualTo("failed");
        Future<String> next = submit(commit, "next");
        end(1);
        assertThat(join(next)).isEqualTo("wrote next");
    }

    @Test
    void endsWhatItTookBeforeItCloses() {
        Batcher<String, String> commit = commit(10, LONG, 100);
        submit(commit, "a");
        Future<String> waiting = submit(commit, "b");

        Future<Void> closed = onLoop(commit::close);

        assertThat(closed.isComplete()).isFalse();
        assertThat(code(submit(commit, "too late"))).isEqualTo(FailureCode.OVERLOADED);
        end(0);
        end(1);
        join(closed);
        assertThat(join(waiting)).isEqualTo("wrote b");
    }

    private Batcher<String, String> commit(int maxSize, Duration maxDelay, int maxWaiting) {
        return commit(maxSize, Duration.ZERO, maxDelay, maxWaiting);
    }

    private Batcher<String, String> commit(int maxSize, Duration minInterval, Duration maxDelay, int maxWaiting) {
        BatchPolicy policy = new BatchPolicy(maxSize, minInterval, maxDelay, maxWaiting);
        return new Batcher<>(vertx, policy, this::write);
    }

    private Future<List<Future<String>>> write(List<String> items) {
        if (items.contains("throw")) {
            throw new IllegalStateException("a defect of the writer");
        }
        Promise<List<Future<String>>> write = Promise.promise();
        written.add(items);
        writes.add(write);
        return write.future();
    }

    private void end(int write) {
        complete(
                write,
                written.get(write).stream()
                        .map(item -> Future.succeededFuture("wrote " + item))
                        .toList());
    }

    private void complete(int write, List<Future<String>> results) {
        onLoop(() -> {
            writes.get(write).complete(results);
            return null;
        });
    }

    private static Failure refusal() {
        return new Failure(FailureCode.BACK_END, "refused");
    }

    private static Future<String> submit(Batcher<String, String> commit, String item) {
        return onLoop(() -> commit.submit(item, Deadline.after(LONG)));
    }

    private static FailureCode code(Future<?> failed) {
        return join(failed.transform(result -> Future.succeededFuture(((Failure) result.cause()).code())));
    }

    /** Runs a step on the loop and waits for it, not for what it begins. */
    private static <T> T onLoop(Supplier<T> step) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(ignored -> done.complete(step.get()));
        return join(done.future());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
