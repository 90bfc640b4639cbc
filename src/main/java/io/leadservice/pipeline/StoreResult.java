package io.leadservice.pipeline;

import io.leadservice.lead.Degradation;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What persistence did with a new lead. */
public sealed interface StoreResult {

    /**
     * The lead and its event are durable, now or since an earlier request for the same lead id; told as they rest in the
     * store.
     *
     * @param status the one with which it was stored, or that it was erased since
     * @param score empty for a rejected lead
     * @param findings those of the request, and what persistence found
     * @param degraded which steps were done without the service that should have done them
     * @param createdAt the lead's time of creation
     */
    record Stored(
            LeadStatus status,
            Optional<Score> score,
            List<Finding> findings,
            List<Degradation> degraded,
            Instant createdAt)
            implements StoreResult {
        public Stored {
            findings = List.copyOf(findings);
            degraded = List.copyOf(degraded);
        }
    }

    /**
     * The person is known in this vertical: nothing is kept.
     *
     * @param firstLeadId the lead that came first
     */
    record Duplicate(String firstLeadId) implements StoreResult {}
}
