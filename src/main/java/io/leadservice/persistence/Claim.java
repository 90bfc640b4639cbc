package io.leadservice.persistence;

import io.leadservice.lead.Vertical;
import java.time.Duration;
import java.time.Instant;

/**
 * A lead's claim on a person: as long as it stands, another lead of the same person in the same vertical is a duplicate.
 *
 * @param id vertical, kind and blind index: there is one claim of each
 * @param leadId who claims
 * @param attempt which request of this lead made it, so that one that fails does not take back another's
 * @param claimedAt when, by the clock of the node
 * @param expiresAt when the window was to end
 */
record Claim(String id, String leadId, String attempt, Instant claimedAt, Instant expiresAt) {

    /** The id of a claim on a person. */
    static String id(Vertical vertical, String kind, String blind) {
        return vertical.name() + "/" + kind + "/" + blind;
    }

    boolean madeFor(String lead) {
        return leadId.equals(lead);
    }

    /** Whether it is older than this. */
    boolean olderThan(Duration age, Instant now) {
        return !claimedAt.plus(age).isAfter(now);
    }
}
