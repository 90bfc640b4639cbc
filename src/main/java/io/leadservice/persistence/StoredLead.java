package io.leadservice.persistence;

import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.Source;
import io.leadservice.lead.TimelineStep;
import io.leadservice.lead.Vertical;
import io.leadservice.pipeline.AcceptedLead;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 * @param revision how often its status was changed or an outcome told
 * @param history those changes, oldest first
 * @param timeline the steps by which it came
 * @param epoch if its first event is told of by an {@link Epoch}, not by its outbox: the id; kept when that is over
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
        List<StoredChange> history,
        List<TimelineStep> timeline,
        Optional<String> epoch) {

    /** Stands where something is not shown, or is not there any more. */
    static final String HIDDEN = "***";

    StoredLead {
        findings = List.copyOf(findings);
        degraded = List.copyOf(degraded);
        blind = Map.copyOf(blind);
        outbox = List.copyOf(outbox);
        history = List.copyOf(history);
        timeline = List.copyOf(timeline);
    }

    /** What is kept of a lead that must not be kept. */
    static StoredLead refused(String id, String client, Vertical vertical, Instant at, Source source) {
        return new StoredLead(
                id,
                client,
                vertical,
                LeadStatus.ERASED,
                at,
                at,
                new Source(Optional.empty(), Optional.empty(), Optional.empty(), source.test()),
                HIDDEN,
                HIDDEN,
                Optional.empty(),
                List.of(),
                Attributes.empty(),
                List.of(),
                SealedFields.NONE,
                Map.of(),
                List.of());
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
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** The lead with the steps by which it came. */
    StoredLead came(List<TimelineStep> steps) {
        return with(status, updatedAt, outbox, revision, history, steps, epoch);
    }

    /** The time of its next change: never before what happened last, by whichever node's clock, so that the history is in order. */
    Instant next(Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(updatedAt) ? updatedAt : now;
    }

    /** The lead as it was when it was stored first. */
    StoredLead asNew() {
        LeadStatus first = history.isEmpty() ? status : history.get(0).from();
        return with(first, createdAt, List.of(), 0, List.of());
    }

    /** What its sender was told of it when it was stored first; empty for one that was rejected then, or is erased. */
    Optional<AcceptedLead> accepted() {
        return score.map(value ->
                new AcceptedLead(id, vertical, asNew().status(), value, findings, enrichment, degraded, createdAt));
    }

    /** The lead after a change. */
    StoredLead after(StoredChange change) {
        return with(change.to(), change.at(), outbox, change.revision(), and(history, change));
    }

    /** The lead with an event that Kafka does not have yet. */
    StoredLead announcing(LeadEvent event) {
        return with(status, updatedAt, and(outbox, event), revision, history);
    }

    /** The lead with an epoch, which tells of its first event. */
    StoredLead in(Epoch newEpoch) {
        return with(status, updatedAt, outbox, revision, history, timeline, Optional.of(newEpoch.id()));
    }

    /** The lead without anything of its person: no key, no ciphertext, no index, no value that tells people apart. */
    StoredLead erased(StoredChange change) {
        return new StoredLead(
                id,
                client,
                vertical,
                LeadStatus.ERASED,
                createdAt,
                change.at(),
                new Source(Optional.empty(), Optional.empty(), Optional.empty(), source.test()),
                HIDDEN,
                HIDDEN,
                Optional.empty(),
                List.of(),
                Attributes.empty(),
                List.of(),
                SealedFields.NONE,
                Map.of(),
                outbox,
                change.revision(),
                and(history.stream().map(StoredChange::afterErasure).toList(), change),
                List.of(),
                Optional.empty());
    }

    /** The same but for what changes in the life of a lead. */
    private StoredLead with(
            LeadStatus newStatus, Instant at, List<LeadEvent> events, long newRevision, List<StoredChange> changes) {
        return with(newStatus, at, events, newRevision, changes, timeline, epoch);
    }

    private StoredLead with(
            LeadStatus newStatus,
            Instant at,
            List<LeadEvent> events,
            long newRevision,
            List<StoredChange> changes,
            List<TimelineStep> steps,
            Optional<String> newEpoch) {
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
                changes,
                steps,
                newEpoch);
    }

    private static <T> List<T> and(List<T> before, T one) {
        return Stream.concat(before.stream(), Stream.of(one)).toList();
    }
}
