package io.leadservice.lead;

import java.time.Instant;
import java.util.List;

/**
 * A lead as a model learns of it. Holds no personal data.
 *
 * @param features what its score rested on when it came
 * @param createdAt when it came
 * @param person the same for the same person, and nothing else
 * @param sold whether a buyer took it
 * @param returned whether a buyer gave it back, with an outcome that tells when or without
 * @param outcomes what was told of it, oldest first
 */
public record KnownLead(
        Attributes features,
        Instant createdAt,
        String person,
        boolean sold,
        boolean returned,
        List<LeadOutcome> outcomes) {

    public KnownLead {
        outcomes = List.copyOf(outcomes);
    }
}
