package io.leadservice.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusTest {

    record Question(String text) {}

    record Answer(String text) {}

    private static final Channel<Question, Answer> ECHO = new Channel<>("test.echo", Question.class, Answer.class);

    private Vertx vertx;
    private BusClient client;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        Codecs.register(vertx.eventBus(), List.of(ECHO));
        client = new BusClient(vertx, Duration.ofSeconds(2), Map.of());
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void repliesByReferenceInsideTheProcess() {
        // Given
        Answer answer = new Answer("same");
        serve(4, (question, deadline) -> Future.succeededFuture(answer));
        // When
        Answer got = await(ask("hello"));
        // Then
        assertThat(got).isSameAs(answer);
    }

    @Test
    void failsAtOnceWhenNoInstanceRuns() {
        assertThat(failureOf(ask("anyone?")).code()).isEqualTo(FailureCode.UNREACHABLE);
    }

    @Test
    void sendsTheCodeOfAFailure() {
        // Given
        serve(4, (question, deadline) -> Future.failedFuture(new Failure(FailureCode.BACK_END, "store away")));
        // When
        Failure failure = failureOf(ask("hello"));
        // Then
        assertThat(failure.code()).isEqualTo(FailureCode.BACK_END);
        assertThat(failure).hasMessage("store away");
    }

    @Test
    void answersWhenTheWorkThrowsAndHidesWhatItSays() {
        // Given
        serve(4, (question, deadline) -> {
            throw new VertxException(question.text());
        });
        // When
        Failure failure = failureOf(ask("jane@example.com"));
        // Then
        assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
        assertThat(failure.getMessage()).doesNotContain("jane");
    }

    @Test
    void refusesWhatIsBeyondWindowAndQueue() {
        // Given
        Promise<Answer> gate = Promise.promise();
        serve(2, (question, deadline) -> gate.future());
        // When
        List<Future<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            asked.add(ask("q" + i));
        }
        // Then
        long refused = asked.stream()
                .filter(future -> {
                    try {
                        return future.toCompletionStage()
                                .toCompletableFuture()
                                .orTimeout(300, TimeUnit.MILLISECONDS)
                                .handle((ok, error) -> error != null
                                        && error instanceof Failure f
                                        && f.code() == FailureCode.OVERLOADED)
                                .join();
                    } catch (CompletionException e) {
                        return false;
                    }
                })
                .count();
        assertThat(refused).isEqualTo(6);
        gate.complete(new Answer("late"));
    }

    @Test
    void asksAsManyInstancesAsThereAreBeforeItRefuses() {
        // Given three that take nothing more, and one with room
        Promise<Answer> gate = Promise.promise();
        Answer answer = new Answer("here");
        for (int i = 0; i < 3; i++) {
            serve(1, (question, deadline) -> gate.future());
        }
        for (int i = 0; i < 6; i++) {
            ask("fills");
        }
        serve(64, (question, deadline) -> Future.succeededFuture(answer));
        // When, then
        for (int i = 0; i < 8; i++) {
            assertThat(await(ask("hello"))).isSameAs(answer);
        }
    }

    @Test
    void keepsServingAfterItWasFull() {
        // Given
        serve(1, (question, deadline) -> Future.succeededFuture(new Answer(question.text())));
        // When, then
        for (int i = 0; i < 50; i++) {
            assertThat(await(ask("q" + i)).text()).isEqualTo("q" + i);
        }
    }

    @Test
    void waitsNoLongerThanTheDeadline() {
        // Given
        serve(1, (question, deadline) -> Promise.<Answer>promise().future());
        // When
        Failure failure = failureOf(client.ask(ECHO, new Question("slow"), Deadline.after(Duration.ofMillis(50))));
        // Then
        assertThat(failure.code()).isEqualTo(FailureCode.DEADLINE);
    }

    @Test
    void handsTheRemainingTimeOn() {
        // Given
        serve(
                1,
                (question, deadline) -> Future.succeededFuture(
                        new Answer(Boolean.toString(deadline.remaining().compareTo(Duration.ofSeconds(1)) <= 0))));
        // When
        Answer answer = await(client.ask(ECHO, new Question("how long?"), Deadline.after(Duration.ofSeconds(1))));
        // Then
        assertThat(answer.text()).isEqualTo("true");
    }

    @Test
    void stopsAfterWhatIsAtWorkIsAnswered() {
        // Given
        Promise<Answer> gate = Promise.promise();
        BoundedConsumer<Question, Answer> consumer = serve(4, (question, deadline) -> gate.future());
        Future<Answer> asked = ask("hello");
        await(Future.future(done -> vertx.setTimer(50, id -> done.complete())));
        // When
        Future<Void> stopped = consumer.stop(Duration.ofSeconds(5));
        assertThat(stopped.isComplete()).isFalse();
        gate.complete(new Answer("done"));
        // Then
        await(stopped);
        assertThat(await(asked).text()).isEqualTo("done");
    }

    private BoundedConsumer<Question, Answer> serve(int window, BiFunction<Question, Deadline, Future<Answer>> work) {
        BoundedConsumer<Question, Answer> consumer = new BoundedConsumer<>(vertx, ECHO, window, work);
        await(consumer.start());
        return consumer;
    }

    private Future<Answer> ask(String text) {
        return client.ask(ECHO, new Question(text), Deadline.after(Duration.ofSeconds(3)));
    }

    private static Failure failureOf(Future<?> future) {
        Throwable[] seen = new Throwable[1];
        assertThatThrownBy(
                        () -> future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .satisfies(error -> seen[0] = error.getCause());
        assertThat(seen[0]).isInstanceOf(Failure.class);
        return (Failure) seen[0];
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
