package io.leadservice.pipeline;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.bus.HandOver;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.EnrichmentFields;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Score;
import io.leadservice.lead.TimelineStep;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.StoreResult.Stored;
import io.leadservice.pipeline.ValidationResult.Malformed;
import io.leadservice.pipeline.ValidationResult.WellFormed;
import io.leadservice.tracing.Spans;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way of a lead: validation, scoring, persistence, each asked over the event bus within one deadline; or the queue of
 * intake, which takes that way later. The order stands here and nowhere else. Usable from any event loop.
 */
public final class Pipeline {

    /** One of so many parts of a request's time is kept for the queue, should the store not answer. */
    private static final int QUEUE_SHARE = 5;

    private final BusClient bus;
    private final HandOver<PostedLead, Answer> leads;
    private final StoreBreaker store;
    private final LeadObserver observer;

    /**
     * @param observer is told of every submission that ends
     */
    public Pipeline(BusClient bus, StoreBreaker store, LeadObserver observer) {
        this.bus = bus;
        this.leads = new HandOver<>(bus, Channels.ANSWER);
        this.store = store;
        this.observer = observer;
    }

    /**
     * Has a posted lead answered: here, or by another node where one of the two has just started.
     *
     * @param here answers it on this node
     */
    public Future<Answer> answer(PostedLead posted, Deadline deadline, Supplier<Future<Answer>> here) {
        return leads.hereOrThere(posted, deadline, here);
    }

    /** Answers here a lead that another node took. */
    public Future<Answer> answerHere(Supplier<Future<Answer>> here) {
        return leads.here(here);
    }

    /** Takes leads of other nodes until this one is used to them, if there are nodes that are further; never fails. */
    public Future<Void> warmUp(Duration limit) {
        return leads.warmUp(limit);
    }

    /**
     * Takes a submission through all stages, or into the queue if the store does not answer.
     *
     * @param promised what the client is told under its idempotency key if the submission is queued
     * @return what became of it; fails with {@link io.leadservice.bus.Failure}, as BACK_END if it cannot be queued either;
     *     after a passed deadline, on the way to the store or into the queue, it may be there all the same
     */
    public Future<Outcome> submitOrQueue(Submission submission, Optional<KeyedAnswer> promised, Deadline deadline) {
        Optional<String> trace = Spans.traceparent();
        TakeIn waiting = new TakeIn(submission, promised, QueueReason.STORE_AWAY, trace);
        return run(
                Work.of(submission, trace),
                cause -> takeIn(waiting, deadline).recover(Pipeline::neither),
                deadline.earlier(QUEUE_SHARE));
    }

    /**
     * Takes a submission that fits the contract into the queue; its rules are looked at later.
     *
     * @param promised what the client is told under its idempotency key
     * @param reason why it goes there
     * @return {@link Outcome.Queued} or {@link Outcome.Malformed}; fails with {@link io.leadservice.bus.Failure}, and then
     *     it may be in the queue
     */
    public Future<Outcome> queue(
            Submission submission, Optional<KeyedAnswer> promised, QueueReason reason, Deadline deadline) {
        TakeIn waiting = new TakeIn(submission, promised, reason, Spans.traceparent());
        return tell(
                submission,
                List.of(),
                bus.ask(Channels.CHECK, submission, deadline)
                        .compose(checked -> checked.faults().isEmpty()
                                ? takeIn(waiting, deadline)
                                : Future.succeededFuture(new Outcome.Malformed(checked.faults()))));
    }

    /**
     * Takes a submission out of the queue through all stages. Its sender was told that it will be stored, so a duplicate is
     * stored as rejected.
     *
     * @param findings what else speaks against it
     * @return what became of it, never a duplicate; fails with {@link io.leadservice.bus.Failure}, and then the lead may have
     *     been stored if the failure is a passed deadline
     */
    public Future<Outcome> complete(TakeIn queued, List<Finding> findings, Deadline deadline) {
        Work work = Work.of(queued, findings, Spans.traceparent().or(queued::traceparent));
        return run(work, Future::failedFuture, deadline);
    }

    /** Whether the store is known not to answer, so that nothing can be completed now. */
    public boolean storeAway() {
        return store.isOpen();
    }

    /**
     * Whether the store knows of every idempotency key that was answered: not while submissions that were queued without it
     * are not worked off. Never fails.
     */
    public Future<Boolean> caughtUp() {
        return store.caughtUp();
    }

    /** Finds a lead. */
    public Future<FindResult> find(FindLead request, Deadline deadline) {
        return store.ask(Channels.FIND, request, deadline);
    }

    /** Changes the status of a lead. */
    public Future<UpdateResult> update(UpdateLead request, Deadline deadline) {
        return store.ask(Channels.UPDATE, request.traced(Spans.traceparent()), deadline);
    }

    /** Keeps what became of a lead with its buyer. */
    public Future<UpdateResult> tell(TellOutcome request, Deadline deadline) {
        return store.ask(Channels.TELL_OUTCOME, request.traced(Spans.traceparent()), deadline);
    }

    /** Destroys the personal data of a lead. */
    public Future<EraseResult> erase(EraseLead request, Deadline deadline) {
        return store.ask(Channels.ERASE, request.traced(Spans.traceparent()), deadline);
    }

    /** Brings what a person is known by into the form in which leads have it. */
    public Future<NamedPerson> name(Person asSent, Deadline deadline) {
        return bus.ask(Channels.NAME_PERSON, new NamePerson(asSent), deadline);
    }

    /**
     * Destroys the personal data of all leads of a person, and lets none come back.
     *
     * @param person in canonical form
     * @param by who wants it
     */
    public Future<PersonErased> erase(Person person, String by, Deadline deadline) {
        ErasePerson request = new ErasePerson(person, by, Spans.traceparent());
        return store.askAtLength(Channels.ERASE_PERSON, request, deadline);
    }

    /** Shows what is held of a person, a page at a time. */
    public Future<PersonData> show(ShowPerson request, Deadline deadline) {
        return store.askAtLength(Channels.SHOW_PERSON, request, deadline);
    }

    /** Lists leads, a page at a time. */
    public Future<LeadPage> list(ListLeads request, Deadline deadline) {
        return store.askAtLength(Channels.LIST, request, deadline);
    }

    /**
     * Asks whether a submission is the first of its key.
     *
     * @return {@link KeyState.Unknown} if the store does not answer
     */
    public Future<KeyState> open(OpenKey request, Deadline deadline) {
        return store.ask(Channels.OPEN_KEY, request, deadline)
                .recover(cause -> StoreBreaker.isAway(cause) ? name(request, deadline) : Future.failedFuture(cause));
    }

    /** Keeps the answer to a key's submission, and gives the one that is kept. */
    public Future<Answer> keep(KeepAnswer request, Deadline deadline) {
        return store.ask(Channels.KEEP_ANSWER, request, deadline);
    }

    /** Keeps the data key of a submission that goes to the dead letters, and gives the one that is kept. */
    public Future<LetterKey> keep(KeepLetterKey request, Deadline deadline) {
        return store.ask(Channels.KEEP_LETTER_KEY, request, deadline);
    }

    /** Frees a key whose request ended without an answer to keep. */
    public Future<KeyReleased> release(ReleaseKey request, Deadline deadline) {
        return store.ask(Channels.RELEASE_KEY, request, deadline);
    }

    private Future<KeyState> name(OpenKey request, Deadline deadline) {
        return bus.ask(Channels.NAME_LEAD, new NameLead(request.key(), request.digest()), deadline)
                .<KeyState>map(named -> new KeyState.Unknown(named.leadId()))
                .recover(Pipeline::neither);
    }

    /** Whatever the second failure is: it is the first one that its sender can wait for. */
    private static <T> Future<T> neither(Throwable cause) {
        return Future.failedFuture(
                new Failure(FailureCode.BACK_END, "neither the store nor the intake queue answers", cause));
    }

    private Future<Outcome> takeIn(TakeIn waiting, Deadline deadline) {
        return bus.ask(Channels.TAKE_IN, waiting, deadline).map(taken -> {
            if (waiting.reason() == QueueReason.STORE_AWAY) {
                store.wasAway();
            }
            return new Outcome.Queued(waiting.submission().leadId());
        });
    }

    private Future<Outcome> run(Work work, Function<Throwable, Future<Outcome>> storeAway, Deadline deadline) {
        return tell(work.submission(), work.timeline(), through(work, storeAway, deadline));
    }

    private Future<Outcome> tell(Submission submission, List<TimelineStep> timeline, Future<Outcome> ending) {
        return ending.onSuccess(outcome -> observer.ended(submission, outcome, timeline))
                .onFailure(cause -> observer.failed(submission, cause));
    }

    private Future<Outcome> through(Work work, Function<Throwable, Future<Outcome>> storeAway, Deadline deadline) {
        Instant began = Instant.now();
        return bus.hop(Channels.VALIDATE, work.submission(), deadline).compose(reply -> {
            if (reply.body() instanceof Malformed malformed) {
                return Future.succeededFuture(new Outcome.Malformed(malformed.faults()));
            }
            ValidatedLead lead = ((WellFormed) reply.body()).lead().with(work.findings());
            work.validated(began, reply.hop(), (WellFormed) reply.body());
            Future<StoreLead> ready =
                    lead.rejected() ? Future.succeededFuture(work.rejected(lead)) : score(work, lead, deadline);
            return ready.compose(request -> store(request, storeAway, deadline));
        });
    }

    private Future<StoreLead> score(Work work, ValidatedLead lead, Deadline deadline) {
        Instant began = Instant.now();
        return bus.hop(Channels.SCORE, lead, deadline).map(reply -> {
            Score score = reply.body();
            work.scored(began, reply.hop(), score);
            return work.scored(told(lead, score), score);
        });
    }

    /** A score that stands in for an outside one is told of on the lead. */
    private static ValidatedLead told(ValidatedLead lead, Score score) {
        return score.model().fallbackReason().isPresent() ? lead.without(Degradation.SCORING) : lead;
    }

    private Future<Outcome> store(StoreLead request, Function<Throwable, Future<Outcome>> away, Deadline deadline) {
        return store.ask(Channels.STORE, request, deadline)
                .map(result -> outcome(request, result))
                .recover(cause -> StoreBreaker.isAway(cause) ? away.apply(cause) : Future.failedFuture(cause));
    }

    private static AcceptedLead accepted(ValidatedLead lead, Stored stored, Score score) {
        return new AcceptedLead(
                lead.lead().id(),
                lead.lead().vertical(),
                stored.status(),
                score,
                stored.findings(),
                EnrichmentFields.coarse(lead.enrichment()),
                stored.degraded(),
                stored.createdAt());
    }

    /** Tells what the store has, which is another thing than what was asked if the lead was stored before. */
    private static Outcome outcome(StoreLead request, StoreResult result) {
        if (result instanceof StoreResult.Duplicate duplicate) {
            return new Outcome.Duplicate(request.lead().lead().vertical(), duplicate.firstLeadId());
        }
        Stored stored = (Stored) result;
        return stored.score()
                .<Outcome>map(score -> new Outcome.Accepted(accepted(request.lead(), stored, score)))
                .orElseGet(() -> new Outcome.Rejected(
                        request.lead().lead().id(), request.lead().lead().vertical(), stored.findings()));
    }
}
