package io.leadservice.pipeline;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.Vertical;
import java.time.Instant;
import java.util.List;

/**
 * A lead as it was accepted, which is what its sender is told of it; nothing of the person. It follows from the stored lead alone,
 * so that it is the same whenever it is told.
 *
 * @param enrichment what was derived and tells nobody apart
 * @param degraded which steps were done without the service that should have done them
 */
public record AcceptedLead(
        String id,
        Vertical vertical,
        LeadStatus status,
        Score score,
        List<Finding> findings,
        Attributes enrichment,
        List<Degradation> degraded,
        Instant createdAt) {

    public AcceptedLead {
        findings = List.copyOf(findings);
        degraded = List.copyOf(degraded);
    }
}
