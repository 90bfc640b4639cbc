package io.leadservice.http;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.RequestIds;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.AcceptedLead;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.IdempotencyKey;
import io.leadservice.pipeline.KeyedAnswer;
import io.leadservice.pipeline.Outcome;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.QueueReason;
import io.leadservice.pipeline.Submission;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * The work on one request's submission: through the stages while the client waits, or into the queue because it would not
 * wait or because the store does not answer.
 */
final class LeadWork {

    static final int CREATED = 201;

    private static final String PREFER = "Prefer";
    static final String RESPOND_ASYNC = "respond-async";
    static final String PREFERENCE_APPLIED = "Preference-Applied";

    private final Pipeline pipeline;
    private final boolean async;
    private final String requestId;
    private final Deadline deadline;

    /** @param async whether the client would rather be answered before the work is done */
    LeadWork(Pipeline pipeline, boolean async, String requestId, Deadline deadline) {
        this.pipeline = pipeline;
        this.async = async;
        this.requestId = requestId;
        this.deadline = deadline;
    }

    /** Whether a request prefers {@code respond-async} (RFC 7240), alone or among others. */
    static boolean prefersAsync(RoutingContext context) {
        return context.request().headers().getAll(PREFER).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(preference -> preference.split(";", 2)[0].strip())
                .anyMatch(RESPOND_ASYNC::equalsIgnoreCase);
    }

    String requestId() {
        return requestId;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Does what the client prefers. */
    Future<Answer> begin(Submission submission, Optional<Keyed> keyed) {
        RequestIds.current().ofLead(submission.leadId()).attach();
        Optional<KeyedAnswer> promised = keyed.map(key -> key.promised(waiting(submission.leadId())));
        Future<Outcome> outcome = async
                ? pipeline.queue(submission, promised, QueueReason.ASKED, deadline)
                : pipeline.submitOrQueue(submission, promised, deadline);
        return outcome.map(this::answer);
    }

    /** Leaves it to the queue, whatever the client prefers. */
    Future<Answer> queue(Submission submission, Keyed keyed, QueueReason reason) {
        RequestIds.current().ofLead(submission.leadId()).attach();
        Optional<KeyedAnswer> promised = Optional.of(keyed.promised(waiting(submission.leadId())));
        return pipeline.queue(submission, promised, reason, deadline).map(this::answer);
    }

    private Answer answer(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            return created(accepted.lead());
        }
        if (outcome instanceof Outcome.Queued queued) {
            return waiting(queued.leadId());
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return Problem.rejected(rejected.leadId(), rejected.findings()).answer(requestId);
        }
        if (outcome instanceof Outcome.Duplicate duplicate) {
            return Problem.duplicate(duplicate.firstLeadId()).answer(requestId);
        }
        return Problem.malformed(((Outcome.Malformed) outcome).faults()).answer(requestId);
    }

    /** The same bytes for a lead whenever it is asked for. */
    static Answer created(AcceptedLead lead) {
        return located(Answers.of(CREATED, "application/json", LeadBody.created(lead)), lead.id());
    }

    /** The same bytes for a lead whenever it is asked for: no time, and nothing of the request. */
    private Answer waiting(String leadId) {
        Answer answer = located(Answers.of(202, "application/json", LeadBody.queued(leadId)), leadId);
        return async ? Answers.with(answer, PREFERENCE_APPLIED, RESPOND_ASYNC) : answer;
    }

    private static Answer located(Answer answer, String leadId) {
        return Answers.with(answer, HttpHeaders.LOCATION.toString(), LeadRoutes.location(leadId));
    }

    /**
     * An idempotency key with what it came with.
     *
     * @param digest SHA-256 of the payload as sent
     */
    record Keyed(IdempotencyKey key, Bytes digest) {

        KeyedAnswer promised(Answer answer) {
            return new KeyedAnswer(key, digest, answer);
        }
    }
}
