package io.leadservice.pipeline;

import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.TimelineStep;
import io.leadservice.lead.ValidatedLead;
import java.util.List;
import java.util.Optional;

/**
 * Asks persistence to keep a new lead together with the event that tells of it. Asking twice for the same lead id stores
 * and announces it once.
 *
 * @param lead the lead with its findings
 * @param score its score; none for a rejected lead
 * @param status {@link LeadStatus#SCORED} or {@link LeadStatus#REJECTED}
 * @param traceparent W3C trace context, kept with the event
 * @param acknowledged whether its sender was told that it will be stored: a duplicate is then stored as rejected, never
 *     refused
 * @param timeline the steps before this one
 */
public record StoreLead(
        ValidatedLead lead,
        Optional<Score> score,
        LeadStatus status,
        Optional<String> traceparent,
        boolean acknowledged,
        List<TimelineStep> timeline) {

    public StoreLead {
        timeline = List.copyOf(timeline);
    }

    /** The same as a rejected lead, for this finding. */
    public StoreLead rejectedFor(Finding finding) {
        return new StoreLead(
                lead.with(List.of(finding)),
                Optional.empty(),
                LeadStatus.REJECTED,
                traceparent,
                acknowledged,
                timeline);
    }

    /** The same with one more finding. */
    public StoreLead with(Finding finding) {
        return new StoreLead(lead.with(List.of(finding)), score, status, traceparent, acknowledged, timeline);
    }
}
