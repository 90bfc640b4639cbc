package io.leadservice.persistence;

import io.leadservice.lead.LeadEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where leads rest. Every call ends within the store's time-out and fails with
 * {@link io.leadservice.bus.FailureCode#BACK_END}, or {@link io.leadservice.bus.FailureCode#CORRUPT} for a document that
 * cannot be read.
 */
interface LeadStore {

    /**
     * Keeps a new lead and its events by one durable write.
     *
     * @return false if the id is there already, and then nothing is changed
     */
    Future<Boolean> insert(StoredLead lead);

    Future<Optional<StoredLead>> find(String id);

    /**
     * Takes leads with pending events for a while, so that other relays leave them alone.
     *
     * @param pendingBefore only leads whose events wait since before then
     * @return their events; those of one lead in order
     */
    Future<List<LeadEvent>> claim(String owner, int leads, Instant pendingBefore, Duration lease);

    /** Takes published events out of their leads. */
    Future<Void> markPublished(Collection<LeadEvent> events);

    /** Whether the store answers. */
    Future<Void> ping();
}
