package io.leadservice.pipeline;

import io.leadservice.lead.Degradation;
import io.leadservice.lead.TimelineStep;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Locale;

/** Tells on the span at work what became of its lead: {@code lead.*}, nothing of the person. */
public final class LeadSpans implements LeadObserver {

    private static final AttributeKey<String> ID = AttributeKey.stringKey("lead.id");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("lead.outcome");
    private static final AttributeKey<String> VERTICAL = AttributeKey.stringKey("lead.vertical");
    private static final AttributeKey<String> STATUS = AttributeKey.stringKey("lead.status");
    private static final AttributeKey<Long> FINDINGS = AttributeKey.longKey("lead.findings.count");
    private static final AttributeKey<String> TIER = AttributeKey.stringKey("lead.score.tier");
    private static final AttributeKey<List<String>> DEGRADED = AttributeKey.stringArrayKey("lead.degraded");

    @Override
    public void ended(Submission submission, Outcome outcome, List<TimelineStep> timeline) {
        Span span = Span.current();
        if (!span.isRecording()) {
            return;
        }
        span.setAttribute(ID, submission.leadId());
        if (outcome instanceof Outcome.Accepted accepted) {
            span.setAttribute(OUTCOME, "accepted");
            span.setAttribute(VERTICAL, lower(accepted.lead().vertical()));
            span.setAttribute(STATUS, lower(accepted.lead().status()));
            span.setAttribute(FINDINGS, (long) accepted.lead().findings().size());
            span.setAttribute(TIER, lower(accepted.lead().score().tier()));
            span.setAttribute(
                    DEGRADED,
                    accepted.lead().degraded().stream().map(Degradation::key).toList());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            span.setAttribute(OUTCOME, "rejected");
            span.setAttribute(VERTICAL, lower(rejected.vertical()));
            span.setAttribute(STATUS, "rejected");
            span.setAttribute(FINDINGS, (long) rejected.findings().size());
        } else if (outcome instanceof Outcome.Duplicate duplicate) {
            span.setAttribute(OUTCOME, "duplicate");
            span.setAttribute(VERTICAL, lower(duplicate.vertical()));
        } else {
            span.setAttribute(OUTCOME, outcome instanceof Outcome.Queued ? "queued" : "malformed");
        }
    }

    @Override
    public void failed(Submission submission, Throwable cause) {
        Span span = Span.current();
        if (span.isRecording()) {
            span.setAttribute(ID, submission.leadId());
            span.setAttribute(OUTCOME, "failed");
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
