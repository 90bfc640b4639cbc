package io.leadservice.pipeline;

import io.leadservice.lead.Degradation;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.Severity;
import io.leadservice.lead.Source;
import io.leadservice.lead.Vertical;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of leads, newest first.
 *
 * @param items may be fewer than were asked for, or none, and there may be more all the same
 * @param next where the next page begins; empty if this is the last
 */
public record LeadPage(List<Item> items, Optional<Position> next) {

    public LeadPage {
        items = List.copyOf(items);
    }

    /**
     * A place in the list: behind this lead.
     *
     * @param createdAt when the lead was created
     * @param leadId decides among those of one moment
     */
    public record Position(Instant createdAt, String leadId) {}

    /**
     * What a list tells of a lead: nothing personal.
     *
     * @param rating its score in short; none for a rejected lead
     * @param findings what the rules found
     * @param source without the sender's session
     * @param state two letters
     * @param zip five or nine digits
     * @param revision how often its status was changed
     */
    public record Item(
            String leadId,
            Vertical vertical,
            LeadStatus status,
            Optional<Rating> rating,
            List<Mark> findings,
            List<Degradation> degraded,
            Source source,
            String state,
            String zip,
            Instant createdAt,
            Instant updatedAt,
            long revision) {
        public Item {
            findings = List.copyOf(findings);
            degraded = List.copyOf(degraded);
        }
    }

    /**
     * A finding without its message.
     *
     * @param pointer JSON pointer to the field
     */
    public record Mark(String code, Severity severity, String pointer) {}

    /**
     * A score in short.
     *
     * @param probability 0 to 1, higher is better
     * @param percentile 0 to 100
     * @param tier the band of the percentile
     */
    public record Rating(double probability, int percentile, Score.Tier tier) {}
}
