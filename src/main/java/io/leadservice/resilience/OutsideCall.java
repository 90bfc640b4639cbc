package io.leadservice.resilience;

import io.leadservice.bus.Deadline;
import io.vertx.core.Future;

/**
 * Asks something that this service does not run. Usable from any event loop.
 *
 * @param <I> what is asked
 * @param <O> the answer
 */
@FunctionalInterface
public interface OutsideCall<I, O> {

    /**
     * Asks once.
     *
     * @param deadline when the answer is of no more use; the call gives up by then
     * @return the answer; fails with a {@link CallFailure} for whatever the other side does
     */
    Future<O> ask(I request, Deadline deadline);
}
