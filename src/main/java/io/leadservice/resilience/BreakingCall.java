package io.leadservice.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.leadservice.bus.Deadline;
import io.leadservice.resilience.CallFailure.Reason;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks nothing while the circuit breaker is open, and tells it how each call went, once.
 *
 * <p>Every call inside must end in time, so that a trial that hangs counts as failed instead of keeping the breaker half
 * open. A call that ends after the breaker changed its state is not told: it belongs to the past. The breaker is shared by
 * all event loops and thread-safe.
 */
final class BreakingCall<I, O> implements OutsideCall<I, O> {

    private final OutsideCall<I, O> inner;
    private final CircuitBreaker breaker;
    private final AtomicLong changes;

    /** @param changes how often the breaker has changed its state */
    BreakingCall(OutsideCall<I, O> inner, CircuitBreaker breaker, AtomicLong changes) {
        this.inner = inner;
        this.breaker = breaker;
        this.changes = changes;
    }

    @Override
    public Future<O> ask(I request, Deadline deadline) {
        if (!breaker.tryAcquirePermission()) {
            return Future.failedFuture(new CallFailure(Reason.BREAKER_OPEN, "the circuit breaker is open"));
        }
        // Read after the permission, which itself may turn an open breaker half open.
        long permittedAt = changes.get();
        long start = breaker.getCurrentTimestamp();
        return inner.ask(request, deadline).onComplete(result -> {
            if (changes.get() == permittedAt) {
                record(result, breaker.getCurrentTimestamp() - start);
            }
        });
    }

    private void record(AsyncResult<O> result, long duration) {
        TimeUnit unit = breaker.getTimestampUnit();
        if (result.succeeded()) {
            breaker.onSuccess(duration, unit);
        } else if (result.cause() instanceof CallFailure failure
                && !failure.reason().isFault()) {
            breaker.releasePermission();
        } else {
            breaker.onError(duration, unit, result.cause());
        }
    }
}
