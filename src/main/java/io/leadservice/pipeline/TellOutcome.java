package io.leadservice.pipeline;

import io.leadservice.lead.LeadOutcome.Kind;
import io.leadservice.lead.LeadOutcome.ReturnReason;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks persistence to keep what became of a lead with its buyer. Telling the same twice keeps it once.
 *
 * @param leadId the lead
 * @param owner the client whose lead it must be; empty for any
 * @param kind what happened
 * @param returnReason why the lead was given back; there just where it was
 * @param at when it happened; empty for now
 * @param by the client that tells it
 * @param change the name of this request: what tells that two are one
 * @param traceparent W3C trace context, kept with the event
 */
public record TellOutcome(
        String leadId,
        Optional<String> owner,
        Kind kind,
        Optional<ReturnReason> returnReason,
        Optional<Instant> at,
        String by,
        String change,
        Optional<String> traceparent) {

    /** The same within a trace. */
    TellOutcome traced(Optional<String> context) {
        return new TellOutcome(leadId, owner, kind, returnReason, at, by, change, context);
    }
}
