package io.leadservice.pipeline;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.Source;
import io.leadservice.lead.StatusChange;
import io.leadservice.lead.TimelineStep;
import io.leadservice.lead.Vertical;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What persistence knows of a lead. */
public sealed interface FindResult {

    /**
     * The lead as stored.
     *
     * @param enrichment what validation derived; the personal part only when revealed
     * @param degraded which steps were done without the service that should have done them
     * @param contactInfo contact fields in the shape of the contract; hidden ones read {@code ***} unless revealed
     * @param verticalData the fields of the vertical; empty unless revealed
     * @param further envelope fields; empty unless revealed
     * @param revision how often its status was changed or an outcome told
     * @param history those changes, oldest first; reasons read {@code ***} unless revealed
     * @param timeline the steps by which it came
     */
    record Found(
            String leadId,
            Vertical vertical,
            LeadStatus status,
            Optional<Score> score,
            List<Finding> findings,
            List<Degradation> degraded,
            Source source,
            Attributes enrichment,
            Attributes contactInfo,
            Attributes verticalData,
            Attributes further,
            Instant createdAt,
            Instant updatedAt,
            long revision,
            List<StatusChange> history,
            List<TimelineStep> timeline)
            implements FindResult {
        public Found {
            findings = List.copyOf(findings);
            degraded = List.copyOf(degraded);
            history = List.copyOf(history);
            timeline = List.copyOf(timeline);
        }

        @Override
        public String toString() {
            return "Found[" + leadId + "]";
        }
    }

    /**
     * Its personal data were destroyed, and with them all that could be shown.
     *
     * @param at when
     */
    record Gone(String leadId, Instant at) implements FindResult {}

    /** There is none, or it is another client's: callers cannot tell which. */
    record Missing() implements FindResult {}
}
