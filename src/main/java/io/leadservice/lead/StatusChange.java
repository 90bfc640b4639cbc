package io.leadservice.lead;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A step in the life of a lead, or what became of it with its buyer. {@link #toString} leaves out the reason, which may be personal.
 *
 * @param from the status before
 * @param to the status after
 * @param at when
 * @param by the client that changed it
 * @param reason in the client's words
 * @param outcome what the client told of it
 */
public record StatusChange(
        LeadStatus from, LeadStatus to, Instant at, String by, Optional<String> reason, Optional<LeadOutcome> outcome) {

    public StatusChange {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
    }

    @Override
    public String toString() {
        return "StatusChange[" + from + " " + to + "]";
    }
}
