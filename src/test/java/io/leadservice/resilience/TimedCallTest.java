package io.leadservice.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.Deadline;
import io.leadservice.resilience.CallFailure.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimedCallTest {

    private static final CallPolicy POLICY = new CallPolicy(
            Duration.ofMillis(400),
            Duration.ofMillis(250),
            1,
            new BreakerPolicy(0.5, Duration.ofMillis(300), 0.5, Duration.ofSeconds(10), 1, Duration.ofSeconds(1), 1));

    @ParameterizedTest
    @CsvSource({"5000, 400", "600, 350", "500, 250", "100, 50"})
    void givesTheSmallerOfTimeoutAndWhatIsLeftLessTheReserve(long left, long expected) {
        TimedCall<String, Long> call = new TimedCall<>(
                (request, deadline) ->
                        Future.succeededFuture(deadline.remaining().toMillis()),
                POLICY);

        long budget =
                call.ask("request", Deadline.after(Duration.ofMillis(left))).result();

        assertThat(budget).isBetween(expected - 45, expected);
    }

    @ParameterizedTest
    @CsvSource({"0, NO_TIME", "200, NO_TIME", "5000, TIMEOUT"})
    void blamesTheServiceOnlyForTimeThatItHad(long left, Reason expected) throws Exception {
        TimedCall<String, Long> call =
                new TimedCall<>((request, deadline) -> Promise.<Long>promise().future(), POLICY);

        Throwable cause = call.ask("request", Deadline.after(Duration.ofMillis(left)))
                .map(answer -> (Throwable) new AssertionError())
                .otherwise(failure -> failure)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(((CallFailure) cause).reason()).isEqualTo(expected);
    }
}
