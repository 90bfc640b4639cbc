package io.leadservice.persistence;

import io.leadservice.lead.Bytes;
import io.leadservice.lead.LeadOutcome;
import io.leadservice.lead.LeadStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of status, or an outcome that was told, as it rests in the lead's document.
 *
 * @param revision the lead's revision after it
 * @param by the client that made it
 * @param change the name of the request, by which it is known when it comes again
 * @param reason encrypted under the lead's data key, see {@link LeadHistory}
 * @param outcome what became of the lead with its buyer; most leave the status as it is
 */
record StoredChange(
        long revision,
        LeadStatus from,
        LeadStatus to,
        Instant at,
        String by,
        String change,
        Optional<Bytes> reason,
        Optional<LeadOutcome> outcome) {

    /** A change of status alone. */
    StoredChange(
            long revision,
            LeadStatus from,
            LeadStatus to,
            Instant at,
            String by,
            String change,
            Optional<Bytes> reason) {
        this(revision, from, to, at, by, change, reason, Optional.empty());
    }

    /** What is left of it once the lead's personal data are destroyed, and with them what a model could learn of it. */
    StoredChange afterErasure() {
        return new StoredChange(revision, from, to, at, by, change, Optional.empty());
    }
}
