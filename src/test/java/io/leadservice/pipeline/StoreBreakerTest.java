package io.leadservice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.bus.BoundedConsumer;
import io.leadservice.bus.BusClient;
import io.leadservice.bus.Channel;
import io.leadservice.bus.Codecs;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The breaker in front of a persistence and an intake that this test plays over the real bus. */
class StoreBreakerTest {

    private static final FindLead REQUEST = new FindLead("id", Optional.empty(), false);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final BusClient bus = new BusClient(vertx, LONG, Map.of());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StoreBreaker breaker = new StoreBreaker(vertx, bus, meters);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Optional<FailureCode>> failing = new AtomicReference<>(Optional.empty());
    private final AtomicReference<StageHealth> health = new AtomicReference<>(StageHealth.UP);
    private final AtomicBoolean backlogAway = new AtomicBoolean();
    private final AtomicReference<Backlog> backlog = new AtomicReference<>(new Backlog(List.of(7L), List.of(7L)));

    @BeforeEach
    void serve() {
        Codecs.register(vertx.eventBus(), Channels.all());
        serve(Channels.FIND, request -> {
            asked.incrementAndGet();
            return failing.get()
                    .<Future<FindResult>>map(code -> Future.failedFuture(new Failure(code, "as told")))
                    .orElseGet(() -> Future.succeededFuture(new FindResult.Missing()));
        });
        serve(Channels.health(StageName.PERSISTENCE), check -> Future.succeededFuture(health.get()));
        serve(
                Channels.BACKLOG,
                ask -> backlogAway.get()
                        ? Future.failedFuture(new Failure(FailureCode.BACK_END, "as told"))
                        : Future.succeededFuture(backlog.get()));
    }

    @AfterEach
    void close() {
        breaker.close();
        join(vertx.close());
    }

    @Test
    void asksNothingMoreAfterThreeFailuresInARowAndTellsSoOnMetrics() {
        failing.set(Optional.of(FailureCode.BACK_END));
        ask();
        ask();
        failing.set(Optional.empty());
        ask();
        failing.set(Optional.of(FailureCode.BACK_END));
        ask();
        ask();
        assertThat(breaker.isOpen()).isFalse();

        ask();

        assertThat(breaker.isOpen()).isTrue();
        assertThat(code(ask())).isEqualTo(FailureCode.BACK_END);
        assertThat(asked.get()).isEqualTo(6);
        assertThat(meters.get("circuit.breaker.state")
                        .tag("state", "open")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("circuit.breaker.state")
                        .tag("state", "closed")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void doesNotTakeWhatTheStoreThinksOfARequestForItsAbsence() {
        for (FailureCode code :
                List.of(FailureCode.CONTESTED, FailureCode.OVERLOADED, FailureCode.CORRUPT, FailureCode.INTERNAL)) {
            failing.set(Optional.of(code));
            ask();
        }

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void closesWhenPersistenceIsUpAgainAndOpensAtTheFirstFailureThen() {
        open();
        breaker.start();

        await().atMost(LONG).until(() -> !breaker.isOpen());
        health.set(StageHealth.down("MongoDB does not answer"));
        ask();

        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void hasCaughtUpWhenTheQueueIsWorkedOffUpToWhereItWasAtTheFirstLook() {
        assertThat(join(breaker.caughtUp())).as("nothing waits at the start").isTrue();

        breaker.wasAway();
        backlog.set(new Backlog(List.of(9L), List.of(7L)));
        assertThat(join(breaker.caughtUp())).isFalse();
        backlog.set(new Backlog(List.of(30L), List.of(8L)));
        assertThat(join(breaker.caughtUp())).isFalse();
        backlog.set(new Backlog(List.of(40L), List.of(9L)));

        await().atMost(LONG).until(() -> join(breaker.caughtUp()));
        backlog.set(new Backlog(List.of(50L), List.of(9L)));
        assertThat(join(breaker.caughtUp())).as("what came later is no matter").isTrue();
    }

    @Test
    void doesNotWaitForAQueueThatDoesNotAnswer() {
        backlogAway.set(true);
        assertThat(join(breaker.caughtUp())).isTrue();

        backlogAway.set(false);
        backlog.set(new Backlog(List.of(9L), List.of(7L)));

        await().atMost(LONG).until(() -> !join(breaker.caughtUp()));
    }

    @Test
    void hasNotCaughtUpWhileTheStoreIsKnownToBeAwayAndIsInDoubtWhenItIsBack() {
        assertThat(join(breaker.caughtUp())).isTrue();
        open();
        assertThat(join(breaker.caughtUp())).isFalse();

        backlog.set(new Backlog(List.of(9L), List.of(7L)));
        breaker.start();
        await().atMost(LONG).until(() -> !breaker.isOpen());

        assertThat(join(breaker.caughtUp())).isFalse();
    }

    private void open() {
        failing.set(Optional.of(FailureCode.BACK_END));
        ask();
        ask();
        ask();
        assertThat(breaker.isOpen()).isTrue();
    }

    private Future<FindResult> ask() {
        Future<FindResult> reply = breaker.ask(Channels.FIND, REQUEST, Deadline.after(LONG));
        join(reply.otherwiseEmpty());
        return reply;
    }

    private static FailureCode code(Future<?> failed) {
        return ((Failure) failed.cause()).code();
    }

    private <I extends Record, O> void serve(Channel<I, O> channel, Function<I, Future<O>> work) {
        join(new BoundedConsumer<>(vertx, channel, 16, (I request, Deadline deadline) -> work.apply(request)).start());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
