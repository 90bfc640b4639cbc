package io.leadservice.pipeline;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.StoreResult.Stored;
import io.leadservice.pipeline.ValidationResult.Malformed;
import io.leadservice.pipeline.ValidationResult.WellFormed;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way of a lead: validation, scoring, persistence, each asked over the event bus within one deadline. The order
 * stands here and nowhere else. Usable from any event loop.
 */
public final class Pipeline {

    private final BusClient bus;
    private final Supplier<Optional<String>> traceparent;

    /** @param traceparent the W3C context of the request at work, read on its event loop */
    public Pipeline(BusClient bus, Supplier<Optional<String>> traceparent) {
        this.bus = bus;
        this.traceparent = traceparent;
    }

    /**
     * Takes a submission through all stages.
     *
     * @return what became of it; fails with {@link io.leadservice.bus.Failure}, and then the lead may have been stored if
     *     the failure is a passed deadline
     */
    public Future<Outcome> submit(Submission submission, Deadline deadline) {
        return bus.ask(Channels.VALIDATE, submission, deadline).compose(result -> {
            if (result instanceof Malformed malformed) {
                return Future.succeededFuture(new Outcome.Malformed(malformed.faults()));
            }
            ValidatedLead lead = ((WellFormed) result).lead();
            return lead.rejected() ? reject(lead, deadline) : score(lead, deadline);
        });
    }

    /** Finds a lead. */
    public Future<FindResult> find(FindLead request, Deadline deadline) {
        return bus.ask(Channels.FIND, request, deadline);
    }

    /** Changes the status of a lead. */
    public Future<UpdateResult> update(UpdateLead request, Deadline deadline) {
        return bus.ask(Channels.UPDATE, request.traced(traceparent.get()), deadline);
    }

    /** Lists leads, a page at a time. */
    public Future<LeadPage> list(ListLeads request, Deadline deadline) {
        return bus.ask(Channels.LIST, request, deadline);
    }

    /** Asks whether a submission is the first of its key. */
    public Future<KeyState> open(OpenKey request, Deadline deadline) {
        return bus.ask(Channels.OPEN_KEY, request, deadline);
    }

    /** Keeps the answer to a key's submission, and gives the one that is kept. */
    public Future<Answer> keep(KeepAnswer request, Deadline deadline) {
        return bus.ask(Channels.KEEP_ANSWER, request, deadline);
    }

    /** Frees a key whose request ended without an answer to keep. */
    public Future<KeyReleased> release(ReleaseKey request, Deadline deadline) {
        return bus.ask(Channels.RELEASE_KEY, request, deadline);
    }

    private Future<Outcome> reject(ValidatedLead lead, Deadline deadline) {
        return store(new StoreLead(lead, Optional.empty(), LeadStatus.REJECTED, traceparent.get()), deadline);
    }

    private Future<Outcome> score(ValidatedLead lead, Deadline deadline) {
        return bus.ask(Channels.SCORE, lead, deadline)
                .compose(score -> store(
                        new StoreLead(told(lead, score), Optional.of(score), LeadStatus.SCORED, traceparent.get()),
                        deadline));
    }

    /** A score that stands in for an outside one is told of on the lead. */
    private static ValidatedLead told(ValidatedLead lead, Score score) {
        return score.model().fallbackReason().isPresent() ? lead.without(Degradation.SCORING) : lead;
    }

    private Future<Outcome> store(StoreLead request, Deadline deadline) {
        return bus.ask(Channels.STORE, request, deadline).map(result -> outcome(request, result));
    }

    /** Tells what the store has, which is another thing than what was asked if the lead was stored before. */
    private static Outcome outcome(StoreLead request, StoreResult result) {
        if (result instanceof StoreResult.Duplicate duplicate) {
            return new Outcome.Duplicate(duplicate.firstLeadId());
        }
        Stored stored = (Stored) result;
        return stored.score()
                .<Outcome>map(score -> new Outcome.Accepted(
                        request.lead().as(stored.findings(), stored.degraded()),
                        score,
                        stored.status(),
                        stored.createdAt()))
                .orElseGet(() -> new Outcome.Rejected(request.lead().lead().id(), stored.findings()));
    }
}
