package io.leadservice.pipeline;

import java.util.Optional;

/**
 * Asks persistence to destroy the personal data of one lead. Asking twice destroys them once.
 *
 * @param leadId the lead
 * @param owner the client whose lead it must be, and for whose posts alone the person is suppressed; empty for any, and for
 *     the posts of all
 * @param by who wants it
 * @param traceparent W3C trace context, kept with the event
 */
public record EraseLead(String leadId, Optional<String> owner, String by, Optional<String> traceparent) {

    /** The same within a trace. */
    EraseLead traced(Optional<String> context) {
        return new EraseLead(leadId, owner, by, context);
    }
}
