package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Vertical;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Destroys the personal data of stored leads. First go the claims, since afterwards nothing tells any more that they are this
 * person's, and the keys of dead letters; then, by one conditional write of the lead's document, its key with all that is personal or tells people apart.
 * Whatever breaks off between the two is simply done again. Thread-safe.
 */
final class Eraser {

    private static final int PAGE = 50;
    private static final int TRIES = 5;

    private final MongoLeadStore leads;
    private final MongoLeadChanges changes;
    private final MongoEpochs epochs;
    private final MongoClaimStore claims;
    private final LetterKeys letters;
    private final ErasureListener listener;
    private final Clock clock;

    Eraser(
            MongoLeadStore leads,
            MongoLeadChanges changes,
            MongoEpochs epochs,
            MongoClaimStore claims,
            LetterKeys letters,
            ErasureListener listener,
            Clock clock) {
        this.leads = leads;
        this.changes = changes;
        this.epochs = epochs;
        this.claims = claims;
        this.letters = letters;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Erases one lead as it was read.
     *
     * @param by who wants it
     * @return what is left of it: of several at once, what the first one left; fails as CONTESTED if it is changed again and
     *     again
     */
    Future<StoredLead> erase(StoredLead lead, String by, Optional<String> traceparent, Deadline deadline) {
        List<String> own = lead.blind().entrySet().stream()
                .map(index -> Claim.id(lead.vertical(), index.getKey(), index.getValue()))
                .toList();
        return (own.isEmpty() ? Future.<Void>succeededFuture() : claims.remove(own, lead.id(), deadline))
                .compose(removed -> letters.erase(lead.id(), deadline))
                .compose(removed -> erase(lead, by, traceparent, TRIES, deadline));
    }

    /**
     * Erases all leads of a person, a page at a time.
     *
     * @return how many; fewer than all if the deadline came first
     */
    Future<Erased> erase(String kind, String blind, String by, Optional<String> traceparent, Deadline deadline) {
        return claims.remove(everywhere(kind, blind), deadline)
                .compose(removed -> letters.erase(kind, blind, deadline))
                .compose(removed -> page(kind, blind, "", by, traceparent, new Erased(0, true), deadline))
                .recover(cause -> unlessPassed(deadline, new Erased(0, false), cause));
    }

    /** What the deadline cuts off is no failure: the rest goes by the sweep. */
    private static Future<Erased> unlessPassed(Deadline deadline, Erased before, Throwable cause) {
        boolean over = deadline.remaining().toMillis() == 0; // as a call sees it
        return over ? Future.succeededFuture(before) : Future.failedFuture(cause);
    }

    /** @param complete whether nothing was left */
    record Erased(int leads, boolean complete) {}

    /** @param before what was erased until now; complete if all that was seen could be read */
    private Future<Erased> page(
            String kind,
            String blind,
            String after,
            String by,
            Optional<String> trace,
            Erased before,
            Deadline deadline) {
        Erased cutOff = new Erased(before.leads(), false);
        if (deadline.passed()) {
            return Future.succeededFuture(cutOff);
        }
        return leads.pageOfPerson(kind, blind, after, PAGE, deadline)
                .compose(found -> {
                    if (found.last().isEmpty()) {
                        return Future.succeededFuture(before);
                    }
                    Erased now = new Erased(
                            before.leads() + found.leads().size(),
                            before.complete() && found.damaged().isEmpty());
                    return Future.all(found.leads().stream()
                                    .map(lead -> erase(lead, by, trace, deadline))
                                    .toList())
                            .compose(all -> page(kind, blind, found.last().get(), by, trace, now, deadline));
                })
                .recover(cause -> unlessPassed(deadline, cutOff, cause));
    }

    private Future<StoredLead> erase(
            StoredLead lead, String by, Optional<String> traceparent, int tries, Deadline deadline) {
        if (lead.status() == LeadStatus.ERASED) {
            return Future.succeededFuture(lead);
        }
        if (tries == 0) {
            return Future.failedFuture(
                    new Failure(FailureCode.CONTESTED, "lead " + lead.id() + " is changed again and again"));
        }
        StoredChange change = new StoredChange(
                lead.revision() + 1,
                lead.status(),
                LeadStatus.ERASED,
                lead.next(clock),
                by,
                "erasure",
                Optional.empty());
        StoredLead erased = lead.erased(change);
        LeadEvent event = LeadEvents.ofErasure(erased, traceparent);
        Future<Boolean> made =
                epochs.withPending(lead, deadline).compose(before -> changes.erase(before, erased, event, deadline));
        return made.compose(done -> {
            if (done) {
                listener.erased(lead.id(), by);
                return Future.succeededFuture(erased);
            }
            return leads.find(lead.id(), deadline)
                    .compose(now -> erase(now.orElse(erased), by, traceparent, tries - 1, deadline));
        });
    }

    private static List<String> everywhere(String kind, String blind) {
        return Arrays.stream(Vertical.values())
                .map(vertical -> Claim.id(vertical, kind, blind))
                .toList();
    }
}
