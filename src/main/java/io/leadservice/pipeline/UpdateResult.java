package io.leadservice.pipeline;

import io.leadservice.lead.LeadStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What persistence did with a change of status, or with an outcome. */
public sealed interface UpdateResult {

    /** The change and its event are durable. */
    record Updated(FindResult.Found lead) implements UpdateResult {}

    /**
     * The lead may not go there: nothing is changed.
     *
     * @param current where it is
     * @param allowed where it may go
     * @param revision how often its status was changed
     */
    record IllegalTransition(LeadStatus current, List<LeadStatus> allowed, long revision) implements UpdateResult {
        public IllegalTransition {
            Objects.requireNonNull(current, "current");
            allowed = List.copyOf(allowed);
        }
    }

    /**
     * Such an outcome is told of leads in some statuses only: nothing is changed.
     *
     * @param current where it is
     * @param allowed where it would have to be
     */
    record NoOutcomeNow(LeadStatus current, List<LeadStatus> allowed, long revision) implements UpdateResult {
        public NoOutcomeNow {
            allowed = List.copyOf(allowed);
        }
    }

    /**
     * The outcome is told to be older than the lead: nothing is changed.
     *
     * @param createdAt since when there is the lead
     */
    record OutcomeTooEarly(Instant createdAt) implements UpdateResult {}

    /** The lead is at none of the revisions that were named: nothing is changed. */
    record StaleRevision(LeadStatus current, long revision) implements UpdateResult {}

    /** The lead was changed as often as a lead may be: nothing is changed. */
    record HistoryFull(LeadStatus current, long revision) implements UpdateResult {}

    /** Its personal data were destroyed: nothing can be changed any more. */
    record Erased() implements UpdateResult {}

    /** There is none, or it is another client's: callers cannot tell which. */
    record NoSuchLead() implements UpdateResult {}
}
