package io.leadservice.resilience;

import io.leadservice.bus.Deadline;
import io.vertx.core.Future;

/** Counts and times every call by what came of it. */
final class MeasuredCall<I, O> implements OutsideCall<I, O> {

    private final OutsideCall<I, O> inner;
    private final CallMeters meters;

    MeasuredCall(OutsideCall<I, O> inner, CallMeters meters) {
        this.inner = inner;
        this.meters = meters;
    }

    @Override
    public Future<O> ask(I request, Deadline deadline) {
        long start = System.nanoTime();
        return inner.ask(request, deadline).onComplete(result -> meters.record(result, System.nanoTime() - start));
    }
}
