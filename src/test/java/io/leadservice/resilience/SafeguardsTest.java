package io.leadservice.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.Deadline;
import io.leadservice.resilience.CallFailure.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SafeguardsTest {

    private static final BreakerPolicy BREAKER =
            new BreakerPolicy(0.5, Duration.ofMillis(200), 0.5, Duration.ofSeconds(60), 10, Duration.ofSeconds(5), 3);
    private static final CallPolicy POLICY = new CallPolicy(Duration.ofMillis(300), Duration.ZERO, 4, BREAKER);

    private final ManualClock clock = new ManualClock();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Safeguards safeguards = new Safeguards("validation", POLICY, registry, clock);
    private final List<Promise<String>> asked = new ArrayList<>();

    private final OutsideCall<String, String> call = safeguards.around((request, deadline) -> switch (request) {
        case "good" -> Future.succeededFuture("answer");
        case "bad" -> failed(Reason.BAD_STATUS);
        case "refused" -> failed(Reason.REFUSED);
        case "thrown" -> throw new IllegalStateException("a defect");
        default -> {
            Promise<String> later = Promise.promise();
            asked.add(later);
            yield later.future();
        }
    });

    @Test
    void opensWhenEverySecondCallFails() {
        for (int i = 0; i < 10; i++) {
            ask(i % 2 == 0 ? "bad" : "good");
        }

        assertThat(reasonOf(ask("good"))).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(state("open")).isEqualTo(1);
        assertThat(state("closed")).isZero();
    }

    @Test
    void staysClosedBelowTheRatioAndBelowTheMinimumOfCalls() {
        for (int i = 0; i < 9; i++) {
            ask("bad");
        }
        for (int i = 0; i < 30; i++) {
            ask("good");
        }

        assertThat(ask("good").succeeded()).isFalse();

        clock.forward(Duration.ofSeconds(120));
        for (int i = 0; i < 100; i++) {
            ask(i % 3 == 2 ? "bad" : "good");
        }
        assertThat(state("closed")).isEqualTo(1);
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        for (int i = 0; i < 9; i++) {
            ask("bad");
        }
        clock.forward(Duration.ofSeconds(61));
        for (int i = 0; i < 9; i++) {
            ask("good");
        }

        ask("bad");

        assertThat(ask("good").succeeded()).isTrue();
    }

    @Test
    void letsSoManyTrialsThroughAndClosesWhenTheySucceed() {
        open();

        clock.forward(Duration.ofSeconds(6));
        ask("later");
        ask("later");
        ask("later");

        assertThat(reasonOf(ask("good"))).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(state("half_open")).isEqualTo(1);
        asked.forEach(trial -> trial.complete("answer"));
        assertThat(state("closed")).isEqualTo(1);
        assertThat(ask("good").result()).isEqualTo("answer");
    }

    @Test
    void opensAgainWhenTrialsFail() {
        open();
        clock.forward(Duration.ofSeconds(6));

        ask("bad");
        ask("bad");
        ask("good");

        assertThat(reasonOf(ask("good"))).isEqualTo(Reason.BREAKER_OPEN);
    }

    @Test
    void takesATrialThatHangsForAFailedOne() throws Exception {
        open();
        clock.forward(Duration.ofSeconds(6));

        List<Future<String>> trials = List.of(ask("later"), ask("later"), ask("later"));

        for (Future<String> trial : trials) {
            assertThat(reasonOf(await(trial))).isEqualTo(Reason.TIMEOUT);
        }
        assertThat(state("open")).isEqualTo(1);
        clock.forward(Duration.ofSeconds(6));
        assertThat(ask("good").succeeded()).isTrue();
    }

    @Test
    void takesAnAnswerThatComesAfterItsTimeForNoSecondResult() throws Exception {
        Future<String> late = await(ask("later"));

        asked.get(0).complete("too late");

        assertThat(reasonOf(late)).isEqualTo(Reason.TIMEOUT);
        assertThat(count("timeout")).isEqualTo(1);
        assertThat(count("answered")).isZero();
        assertThat(registry.get("bulkhead.in.use").gauge().value()).isZero();
    }

    @Test
    void takesACallOfTheTimeBeforeForNoTrial() {
        ask("later");
        open();
        clock.forward(Duration.ofSeconds(6));
        ask("later");

        asked.get(0).fail(new CallFailure(Reason.UNREACHABLE, "from before"));
        asked.get(1).complete("answer");
        ask("good");
        ask("good");

        assertThat(state("closed")).isEqualTo(1);
    }

    @Test
    void opensWhenHalfOfTheCallsAreSlow() throws Exception {
        List<Future<String>> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slow.add(ask("later"));
        }
        for (Future<String> one : slow) {
            await(one);
        }
        for (int i = 0; i < 4; i++) {
            await(ask("later"));
        }

        ask("good");
        ask("good");

        assertThat(reasonOf(ask("good"))).isEqualTo(Reason.BREAKER_OPEN);
    }

    @Test
    void doesNotHoldWhatALeadIsAgainstTheService() {
        for (int i = 0; i < 50; i++) {
            ask("refused");
            call.ask("later", Deadline.after(Duration.ZERO));
        }

        assertThat(ask("good").succeeded()).isTrue();
        assertThat(count("refused")).isEqualTo(50);
        assertThat(count("no_time")).isEqualTo(50);
    }

    @Test
    void failsAtOnceWhenAllRoomIsTakenAndGivesRoomBack() {
        for (int i = 0; i < 4; i++) {
            ask("later");
        }

        assertThat(reasonOf(ask("good"))).isEqualTo(Reason.BULKHEAD_FULL);
        assertThat(registry.get("bulkhead.in.use").gauge().value()).isEqualTo(4);
        assertThat(registry.get("bulkhead.limit").gauge().value()).isEqualTo(4);

        asked.get(0).complete("answer");
        assertThat(ask("good").succeeded()).isTrue();
    }

    @Test
    void survivesACallThatThrows() {
        for (int i = 0; i < 6; i++) {
            assertThat(ask("thrown").cause()).hasMessage("a defect");
        }

        assertThat(ask("good").succeeded()).isTrue();
        assertThat(count("defect")).isEqualTo(6);
    }

    @Test
    void takesItsMetersOffWhenClosed() {
        assertThat(registry.getMeters()).isNotEmpty();

        safeguards.close();

        assertThat(registry.getMeters()).isEmpty();
    }

    private void open() {
        for (int i = 0; i < 10; i++) {
            ask("bad");
        }
        assertThat(state("open")).isEqualTo(1);
    }

    private Future<String> ask(String request) {
        return call.ask(request, Deadline.after(Duration.ofSeconds(10)));
    }

    private double state(String state) {
        return registry.get("circuit.breaker.state")
                .tag("service", "validation")
                .tag("state", state)
                .gauge()
                .value();
    }

    private long count(String outcome) {
        return registry.get("outside.calls").tag("outcome", outcome).timer().count();
    }

    private static Future<String> failed(Reason reason) {
        return Future.failedFuture(new CallFailure(reason, "as the test wants"));
    }

    private static Reason reasonOf(Future<String> future) {
        return ((CallFailure) future.cause()).reason();
    }

    private static Future<String> await(Future<String> future) throws Exception {
        future.otherwiseEmpty().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return future;
    }
}
