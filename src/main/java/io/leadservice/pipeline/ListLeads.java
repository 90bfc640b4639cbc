package io.leadservice.pipeline;

import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Vertical;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks persistence for a page of leads, newest first.
 *
 * @param owner whose leads; empty for all
 * @param filter which of them
 * @param after where the page before ended; empty for the first
 * @param limit the most leads on the page, at least 1
 */
public record ListLeads(Optional<String> owner, Filter filter, Optional<LeadPage.Position> after, int limit) {

    /** @throws IllegalArgumentException if nothing could be on the page */
    public ListLeads {
        if (limit < 1) {
            throw new IllegalArgumentException("a page holds one lead at least");
        }
    }

    /**
     * What a lead on the list must be; what is empty does not matter.
     *
     * @param minScore the least probability, 0 to 1; leads without a score are out
     * @param maxScore the greatest probability
     * @param createdFrom created then or later
     * @param createdTo created before then
     */
    public record Filter(
            Optional<Vertical> vertical,
            Optional<LeadStatus> status,
            Optional<Double> minScore,
            Optional<Double> maxScore,
            Optional<String> trafficSource,
            Optional<String> campaign,
            Optional<Instant> createdFrom,
            Optional<Instant> createdTo) {

        /** All leads. */
        public static final Filter NONE = new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
