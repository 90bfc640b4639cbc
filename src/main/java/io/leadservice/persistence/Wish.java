package io.leadservice.persistence;

import io.leadservice.pipeline.UpdateResult;
import java.time.Instant;
import java.util.Optional;

/** What somebody wants to have changed on a lead; see {@link LeadChanger}. */
interface Wish {

    String leadId();

    /** The client whose lead it must be; empty for any. */
    Optional<String> owner();

    /** The name of the request, by which it is known when it comes again. */
    String change();

    /** Whether the answer shows personal data in clear. */
    boolean reveal();

    Optional<String> traceparent();

    /** The answer if nothing is to be done on the lead as it is; empty if the change is to be made. */
    Optional<UpdateResult> settled(StoredLead lead);

    /**
     * The change.
     *
     * @param revision that the change leads to
     * @param at its time
     */
    StoredChange made(StoredLead lead, long revision, Instant at);
}
