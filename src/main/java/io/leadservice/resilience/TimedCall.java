package io.leadservice.resilience;

import io.leadservice.bus.Deadline;
import io.leadservice.resilience.CallFailure.Reason;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds a call by the smaller of its timeout and what is left of the lead's time, less a reserve: what comes after the
 * call, its fallback included, must still fit. At most half of a short rest is kept as reserve.
 */
final class TimedCall<I, O> implements OutsideCall<I, O> {

    private final OutsideCall<I, O> inner;
    private final CallPolicy policy;

    TimedCall(OutsideCall<I, O> inner, CallPolicy policy) {
        this.inner = inner;
        this.policy = policy;
    }

    @Override
    public Future<O> ask(I request, Deadline deadline) {
        Duration budget = budget(deadline.remaining());
        if (budget.toMillis() < 1) {
            return Future.failedFuture(new CallFailure(Reason.NO_TIME, "no time left to ask"));
        }
        // The compose turns what a call throws into a failed future.
        return Future.succeededFuture()
                .compose(ignored -> inner.ask(request, Deadline.after(budget)))
                .timeout(budget.toMillis(), TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(
                        cause instanceof TimeoutException
                                ? new CallFailure(reason(budget), "no answer in time")
                                : cause));
    }

    private Duration budget(Duration left) {
        Duration reserve = smaller(policy.reserve(), left.dividedBy(2));
        return smaller(policy.timeout(), left.minus(reserve));
    }

    /** A call that was cut before it could count as slow tells nothing about the service. */
    private Reason reason(Duration budget) {
        boolean fair = budget.compareTo(smaller(policy.breaker().slowCall(), policy.timeout())) >= 0;
        return fair ? Reason.TIMEOUT : Reason.NO_TIME;
    }

    private static Duration smaller(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
