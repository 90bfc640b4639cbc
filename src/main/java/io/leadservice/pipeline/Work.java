package io.leadservice.pipeline;

import io.leadservice.bus.Reply;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.TimelineStep;
import io.leadservice.lead.TimelineStep.Step;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.ValidationResult.WellFormed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A submission on its way.
 *
 * @param findings what speaks against it beside the rules
 * @param traceparent of its trace
 * @param acknowledged whether its sender was told that it will be stored
 * @param timeline grows with each step; confined to the event loop that asked for the work
 */
record Work(
        Submission submission,
        List<Finding> findings,
        Optional<String> traceparent,
        boolean acknowledged,
        List<TimelineStep> timeline) {

    static Work of(Submission submission, Optional<String> traceparent) {
        List<TimelineStep> timeline = new ArrayList<>(4);
        timeline.add(TimelineStep.moment(Step.RECEIVED, submission.receivedAt(), "taken"));
        return new Work(submission, List.of(), traceparent, false, timeline);
    }

    static Work of(TakeIn queued, List<Finding> findings, Optional<String> traceparent) {
        List<TimelineStep> timeline = new ArrayList<>(5);
        timeline.add(TimelineStep.moment(
                Step.RECEIVED,
                queued.submission().receivedAt(),
                "queued_" + queued.reason().key()));
        timeline.add(TimelineStep.moment(Step.RESUMED, Instant.now(), "taken"));
        return new Work(queued.submission(), findings, traceparent, true, timeline);
    }

    void validated(Instant began, Reply.Hop hop, WellFormed result) {
        ValidatedLead lead = result.lead();
        String decision = lead.rejected() ? "rejected" : lead.findings().isEmpty() ? "passed" : "flagged";
        timeline.add(step(Step.VALIDATION, began, hop, result.rules(), decision));
    }

    void scored(Instant began, Reply.Hop hop, Score score) {
        Score.Model model = score.model();
        timeline.add(step(
                Step.SCORING,
                began,
                hop,
                Optional.of(model.id() + " " + model.version()),
                "tier_" + score.tier().name().toLowerCase(Locale.ROOT)));
    }

    private static TimelineStep step(
            Step step, Instant began, Reply.Hop hop, Optional<String> version, String decision) {
        return new TimelineStep(
                step,
                began,
                Optional.of(hop.took()),
                Optional.of(hop.worked()),
                hop.node(),
                hop.cached(),
                version,
                decision);
    }

    StoreLead rejected(ValidatedLead lead) {
        return new StoreLead(lead, Optional.empty(), LeadStatus.REJECTED, traceparent, acknowledged, timeline);
    }

    StoreLead scored(ValidatedLead lead, Score score) {
        return new StoreLead(lead, Optional.of(score), LeadStatus.SCORED, traceparent, acknowledged, timeline);
    }
}
