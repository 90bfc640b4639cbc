package io.leadservice.pipeline;

import io.leadservice.lead.LeadStatus;
import java.util.List;
import java.util.Optional;

/**
 * Asks persistence to change the status of a lead. Asking twice for the same change makes it once. {@link #toString} leaves
 * out the reason.
 *
 * @param leadId the lead
 * @param owner the client whose lead it must be; empty for any
 * @param status the new status
 * @param reason in the client's words; may be personal
 * @param revisions at which of these the lead must be; empty for any, an empty list for none
 * @param by the client that changes it
 * @param change the name of this change: what tells that two requests are one
 * @param reveal whether the answer shows personal data in clear
 * @param traceparent W3C trace context, kept with the event
 */
public record UpdateLead(
        String leadId,
        Optional<String> owner,
        LeadStatus status,
        Optional<String> reason,
        Optional<List<Long>> revisions,
        String by,
        String change,
        boolean reveal,
        Optional<String> traceparent) {

    public UpdateLead {
        revisions = revisions.map(List::copyOf);
    }

    /** The same within a trace. */
    UpdateLead traced(Optional<String> context) {
        return new UpdateLead(leadId, owner, status, reason, revisions, by, change, reveal, context);
    }

    @Override
    public String toString() {
        return "UpdateLead[" + leadId + " " + status + "]";
    }
}
