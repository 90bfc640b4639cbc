package io.leadservice.validation;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.ValidatedLead;
import io.vertx.core.Future;

/** A further look at a lead that no rule refuses. Belongs to one event loop. */
public interface LeadCheck {

    /** The lead with what was found. Never fails, and answers in time for what comes after. */
    Future<ValidatedLead> check(ValidatedLead lead, Deadline deadline);

    /** Called once before the first lead. */
    default Future<?> start() {
        return Future.succeededFuture();
    }

    /** Called once after the last lead. */
    default Future<?> stop() {
        return Future.succeededFuture();
    }

    /** Where there is no service to ask, the rules are the whole validation. */
    static LeadCheck none() {
        return (lead, deadline) -> Future.succeededFuture(lead);
    }
}
