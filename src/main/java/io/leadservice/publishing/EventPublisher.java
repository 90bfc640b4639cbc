package io.leadservice.publishing;

import io.leadservice.lead.LeadEvent;
import io.vertx.core.Future;

/** Where events go. */
interface EventPublisher {

    /** Writes an event; completes once all in-sync replicas have it. */
    Future<Void> publish(LeadEvent event);
}
