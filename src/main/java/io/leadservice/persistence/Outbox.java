package io.leadservice.persistence;

import io.leadservice.lead.LeadEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The pending events. Calls end within the store's time-out and fail with
 * {@link io.leadservice.bus.FailureCode#BACK_END}.
 */
interface Outbox {

    /**
     * Takes leads with pending events for a while, so that other relays leave them alone.
     *
     * @param leads the most that are taken, the longest waiting first
     * @param pendingBefore only leads whose events wait since before then
     * @param lease after this time another may take them, should this one never come back
     */
    Future<Claim> claim(int leads, Instant pendingBefore, Duration lease);

    /** Gives back what was claimed, at once instead of at the end of the lease. */
    Future<Void> release(Claim claim);

    /** Sees to it that events that could not be published stand in the store, where a sweep finds them, by as many calls as that takes. */
    Future<Void> keep(Collection<LeadEvent> events);

    /** Takes published events out of their leads; a lead with none left is free of its lease too. */
    Future<Void> markPublished(Collection<LeadEvent> events);

    /** Notes that an event was refused for what it is. */
    Future<Void> countRefusal(Collection<LeadEvent> events);

    /**
     * What was taken.
     *
     * @param token the name of this lease
     * @param events theirs; those of one lead in order
     */
    record Claim(String token, List<Pending> events) {
        public Claim {
            events = List.copyOf(events);
        }
    }

    /**
     * An event that waits.
     *
     * @param refusals how often it was refused for what it is
     */
    record Pending(LeadEvent event, int refusals) {}
}
