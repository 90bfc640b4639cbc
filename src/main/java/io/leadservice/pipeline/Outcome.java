package io.leadservice.pipeline;

import io.leadservice.lead.Fault;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Vertical;
import java.util.List;

/** What became of a submission. Anything else is a {@link io.leadservice.bus.Failure}. */
public sealed interface Outcome {

    /** Taken: durable, and announced or about to be. */
    record Accepted(AcceptedLead lead) implements Outcome {}

    /** Refused by a rule: kept as rejected, and announced as such. */
    record Rejected(String leadId, Vertical vertical, List<Finding> findings) implements Outcome {}

    /**
     * The person is known in this vertical: nothing is kept.
     *
     * @param firstLeadId the lead that came first
     */
    record Duplicate(Vertical vertical, String firstLeadId) implements Outcome {}

    /** Kept in the queue of intake: it will be stored under this id, as accepted or as rejected. */
    record Queued(String leadId) implements Outcome {}

    /** Does not fit the contract: nothing is kept. */
    record Malformed(List<Fault> faults) implements Outcome {}
}
