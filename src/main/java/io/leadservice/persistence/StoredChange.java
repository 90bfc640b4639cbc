package io.leadservice.persistence;

import io.leadservice.lead.Bytes;
import io.leadservice.lead.LeadStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of status as it rests in the lead's document.
 *
 * @param revision the lead's revision after it
 * @param by the client that made it
 * @param change the name of the request, by which it is known when it comes again
 * @param reason encrypted under the lead's data key, see {@link LeadHistory}
 */
record StoredChange(
        long revision, LeadStatus from, LeadStatus to, Instant at, String by, String change, Optional<Bytes> reason) {

    StoredChange withoutReason() {
        return new StoredChange(revision, from, to, at, by, change, Optional.empty());
    }
}
