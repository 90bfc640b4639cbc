package io.leadservice.pipeline;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.vertx.core.Future;

/**
 * One step of the service: takes a request from its channel, answers with a reply. A stage knows no message, no JSON and
 * no other stage.
 *
 * <p>Each instance lives on one event loop, on which {@link #process} is called; it must not block, and must stand being
 * asked the same thing twice.
 */
public interface Stage<I extends Record, O> {

    /** The channel it serves. */
    Channel<I, O> channel();

    /**
     * Does the work.
     *
     * @param deadline when the caller stops waiting
     * @return the reply; fails with {@link io.leadservice.bus.Failure}
     */
    Future<O> process(I request, Deadline deadline);

    /** Called once before the first request, on the instance's event loop. */
    default Future<?> start() {
        return Future.succeededFuture();
    }

    /** Called once after the last request is answered: closes what the stage opened. */
    default Future<?> stop() {
        return Future.succeededFuture();
    }
}
