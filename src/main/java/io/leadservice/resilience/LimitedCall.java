package io.leadservice.resilience;

import io.leadservice.bus.Deadline;
import io.leadservice.resilience.CallFailure.Reason;
import io.vertx.core.Future;
import java.util.concurrent.Semaphore;

/**
 * Lets so many calls be at work at once and fails the next at once, so that a slow service takes no more than its share of
 * memory and connections. The semaphore is shared by all event loops; none ever waits for it.
 */
final class LimitedCall<I, O> implements OutsideCall<I, O> {

    private final OutsideCall<I, O> inner;
    private final Semaphore room;

    LimitedCall(OutsideCall<I, O> inner, Semaphore room) {
        this.inner = inner;
        this.room = room;
    }

    @Override
    public Future<O> ask(I request, Deadline deadline) {
        if (!room.tryAcquire()) {
            return Future.failedFuture(new CallFailure(Reason.BULKHEAD_FULL, "too many calls are at work"));
        }
        return inner.ask(request, deadline).onComplete(result -> room.release());
    }
}
