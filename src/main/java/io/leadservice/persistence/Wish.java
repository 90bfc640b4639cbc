package io.leadservice.persistence;

import io.leadservice.pipeline.UpdateResult;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What somebody wants to have changed on a lead; see {@link LeadChanger}.
 *
 * @param owner the client whose lead it must be; empty for any
 * @param change the name of the request, by which it is known when it comes again
 * @param reveal whether the answer shows personal data in clear
 * @param settled gives the answer if nothing is to be done on the lead as it is; empty if the change is to be made
 * @param maker makes the change
 */
record Wish(
        String leadId,
        Optional<String> owner,
        String change,
        boolean reveal,
        Optional<String> traceparent,
        Function<StoredLead, Optional<UpdateResult>> settled,
        Maker maker) {

    /** Makes a change. */
    interface Maker {

        /**
         * The change.
         *
         * @param revision that it leads to
         * @param at its time
         */
        StoredChange change(StoredLead lead, long revision, Instant at);
    }
}
