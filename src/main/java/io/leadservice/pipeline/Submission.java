package io.leadservice.pipeline;

import io.leadservice.lead.Bytes;
import java.time.Instant;

/**
 * A lead as it came in, unread: the validation stage parses it once, for every way in.
 *
 * @param leadId the id that the lead will have
 * @param client the gateway that sent it, from its token
 * @param receivedAt when it arrived
 * @param payload the JSON document as sent
 */
public record Submission(String leadId, String client, Instant receivedAt, Bytes payload) {

    /** The same under another lead id. */
    public Submission under(String otherLeadId) {
        return new Submission(otherLeadId, client, receivedAt, payload);
    }
}
