package io.leadservice.persistence;

import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.Source;
import io.leadservice.lead.Vertical;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A lead as it rests in the store: personal data encrypted, the rest clear for filters.
 *
 * @param state two letters
 * @param zip five or nine digits
 * @param enrichment what validation derived and may be clear
 * @param degraded which steps were done without the service that should have done them
 * @param sealed personal data, by the names in {@link LeadSealer}
 * @param blind blind index by kind, {@code email} and {@code phone}
 * @param outbox events that Kafka does not have yet
 * @param revision how often its status was changed
 * @param history those changes, oldest first
 */
record StoredLead(
        String id,
        String client,
        Vertical vertical,
        LeadStatus status,
        Instant createdAt,
        Instant updatedAt,
        Source source,
        String state,
        String zip,
        Optional<Score> score,
        List<Finding> findings,
        Attributes enrichment,
        List<Degradation> degraded,
        SealedFields sealed,
        Map<String, String> blind,
        List<LeadEvent> outbox,
        long revision,
        List<StoredChange> history) {

    StoredLead {
        findings = List.copyOf(findings);
        degraded = List.copyOf(degraded);
        blind = Map.copyOf(blind);
        outbox = List.copyOf(outbox);
        history = List.copyOf(history);
    }

    /** A lead whose status was never changed. */
    StoredLead(
            String id,
            String client,
            Vertical vertical,
            LeadStatus status,
            Instant createdAt,
            Instant updatedAt,
            Source source,
            String state,
            String zip,
            Optional<Score> score,
            List<Finding> findings,
            Attributes enrichment,
            List<Degradation> degraded,
            SealedFields sealed,
            Map<String, String> blind,
            List<LeadEvent> outbox) {
        this(
                id,
                client,
                vertical,
                status,
                createdAt,
                updatedAt,
                source,
                state,
                zip,
                score,
                findings,
                enrichment,
                degraded,
                sealed,
                blind,
                outbox,
                0,
                List.of());
    }

    /** The lead as it was when it was stored first. */
    StoredLead asNew() {
        LeadStatus first = history.isEmpty() ? status : history.get(0).from();
        return with(first, createdAt, List.of(), 0, List.of());
    }

    /** The lead after a change. */
    StoredLead after(StoredChange change) {
        return with(change.to(), change.at(), outbox, change.revision(), and(history, change));
    }

    /** The lead with an event that Kafka does not have yet. */
    StoredLead announcing(LeadEvent event) {
        return with(status, updatedAt, and(outbox, event), revision, history);
    }

    /** The same but for what changes in the life of a lead. */
    private StoredLead with(
            LeadStatus newStatus, Instant at, List<LeadEvent> events, long newRevision, List<StoredChange> changes) {
        return new StoredLead(
                id,
                client,
                vertical,
                newStatus,
                createdAt,
                at,
                source,
                state,
                zip,
                score,
                findings,
                enrichment,
                degraded,
                sealed,
                blind,
                events,
                newRevision,
                changes);
    }

    private static <T> List<T> and(List<T> before, T one) {
        return Stream.concat(before.stream(), Stream.of(one)).toList();
    }
}
