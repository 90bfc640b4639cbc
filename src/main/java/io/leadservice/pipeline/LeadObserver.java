package io.leadservice.pipeline;

import io.leadservice.lead.TimelineStep;
import java.util.List;

/** Is told of every submission that ended, on the event loop where it ended; must be quick and must not throw. */
public interface LeadObserver {

    /**
     * A submission ended with an outcome.
     *
     * @param timeline the steps that it took on this node's behalf
     */
    void ended(Submission submission, Outcome outcome, List<TimelineStep> timeline);

    /** A submission ended without one; the cause is a {@link io.leadservice.bus.Failure}. */
    void failed(Submission submission, Throwable cause);

    /** Tells both. */
    default LeadObserver and(LeadObserver other) {
        LeadObserver first = this;
        return new LeadObserver() {
            @Override
            public void ended(Submission submission, Outcome outcome, List<TimelineStep> timeline) {
                first.ended(submission, outcome, timeline);
                other.ended(submission, outcome, timeline);
            }

            @Override
            public void failed(Submission submission, Throwable cause) {
                first.failed(submission, cause);
                other.failed(submission, cause);
            }
        };
    }
}
