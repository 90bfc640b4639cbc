package io.leadservice.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What keeps Vert.x' own circuit breaker from guarding the services outside: each success clears its count of failures, so
 * that it opens on failures in a row only. https://github.com/vert-x3/vertx-circuit-breaker/issues/53, open at 5.0.8. When
 * this test fails, ADR 7 can be thought over.
 */
class VertxCircuitBreakerTest {

    private static final int CALLS = 2_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void neverOpensWhileEverySecondCallFails() throws Exception {
        CircuitBreaker breaker = CircuitBreaker.create(
                "alternating",
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(5)
                        .setFailuresRollingWindow(Duration.ofMinutes(5).toMillis()));
        Future<Void> calls = Future.succeededFuture();
        for (int i = 0; i < CALLS; i++) {
            boolean fails = i % 2 == 0;
            calls = calls.compose(done -> breaker.<Void>execute(
                            promise -> promise.complete(null, fails ? new IllegalStateException("every second") : null))
                    .otherwiseEmpty());
        }

        calls.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
        assertThat(breaker.failureCount()).isLessThanOrEqualTo(1);
        breaker.close();
    }
}
