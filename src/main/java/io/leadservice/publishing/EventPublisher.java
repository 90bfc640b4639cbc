package io.leadservice.publishing;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.LeadEvent;
import io.leadservice.pipeline.DeadLetter;
import io.leadservice.pipeline.PublishResult;
import io.vertx.core.Future;
import java.util.List;

/** Where events go. */
interface EventPublisher {

    /**
     * Writes events in order.
     *
     * @return before the deadline, which of them all in-sync replicas have, and why not the others; never fails
     */
    Future<PublishResult> publish(List<LeadEvent> events, Deadline deadline);

    /** Writes dead letters, as {@link #publish} writes events; the ids of the result are those of the events. */
    Future<PublishResult> bury(List<DeadLetter> letters, Deadline deadline);
}
