package io.leadservice.pipeline;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that somebody did, for the audit trail. Holds nothing of the person of a lead.
 *
 * @param at when, by the clock of the node
 * @param who the client, or the part of the service that did it; empty for one who is not known
 * @param what the code of the action, such as {@code lead.read_clear}
 * @param lead the lead, where it is about one
 * @param from the address of the connection, where there is one
 * @param outcome {@code ok}, the status of the answer, or {@code closed} if the connection ended before it was out
 * @param request the id of the request, where there is one
 * @param detail what else is to be known, such as a number
 */
public record AuditEntry(
        Instant at,
        Optional<String> who,
        String what,
        Optional<String> lead,
        Optional<String> from,
        String outcome,
        Optional<String> request,
        Optional<String> detail) {

    /** What the service did by itself. */
    public static AuditEntry ofService(Instant at, String who, String what, Optional<String> lead, String detail) {
        return new AuditEntry(
                at, Optional.of(who), what, lead, Optional.empty(), "ok", Optional.empty(), Optional.of(detail));
    }
}
