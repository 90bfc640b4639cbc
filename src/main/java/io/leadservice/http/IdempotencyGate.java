package io.leadservice.http;

import io.leadservice.bus.Deadline;
import io.leadservice.http.LeadWork.Keyed;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.IdempotencyKey;
import io.leadservice.pipeline.KeepAnswer;
import io.leadservice.pipeline.KeyState;
import io.leadservice.pipeline.OpenKey;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.QueueReason;
import io.leadservice.pipeline.ReleaseKey;
import io.leadservice.pipeline.Submission;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a retry the first answer. The answer is kept before it is sent, if it is not in the stored lead. A request that ends
 * without one leaves its lead id,
 * under which the next goes on, so that a lead that was stored all the same is not stored again.
 */
final class IdempotencyGate {

    static final String HEADER = "Idempotency-Key";
    static final String RULE = "Idempotency-Key must be 1 to 255 visible ASCII characters";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyGate.class);
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7E]{1,255}");
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    /** The queue keeps the answer of what is in it as well, so nobody waits long for a store that may be away. */
    private static final Duration QUEUED_LIMIT = Duration.ofMillis(300);

    private final Pipeline pipeline;
    private final Duration requestTimeout;

    /** @param requestTimeout for how long a request is at work at most */
    IdempotencyGate(Pipeline pipeline, Duration requestTimeout) {
        this.pipeline = pipeline;
        this.requestTimeout = requestTimeout;
    }

    /** The only header value, if it can be a key. */
    static Optional<String> valid(List<String> headers) {
        return headers.size() == 1 && VALUE.matcher(headers.get(0)).matches()
                ? Optional.of(headers.get(0))
                : Optional.empty();
    }

    /**
     * Does the work under the lead id of the key, or gives the answer of when it was done. While the store does not answer
     * the work is left to the queue, whose end keeps the answer.
     *
     * @param attempt this request, and no other
     */
    Future<Answer> answer(IdempotencyKey key, Submission submission, String attempt, LeadWork work) {
        Keyed keyed = new Keyed(key, sha256(submission.payload()));
        OpenKey open = new OpenKey(key, keyed.digest(), attempt, requestTimeout);
        return pipeline.open(open, work.deadline()).compose(state -> {
            if (state instanceof KeyState.Granted granted && granted.stored().isPresent()) {
                return Future.succeededFuture(
                        replayed(LeadWork.created(granted.stored().get())));
            }
            if (state instanceof KeyState.Granted granted) {
                return begin(submission.under(granted.leadId()), keyed, work)
                        .transform(done -> done.succeeded()
                                ? settle(key, granted.leadId(), attempt, done.result())
                                : release(key, attempt, false).compose(free -> Future.failedFuture(done.cause())));
            }
            if (state instanceof KeyState.Unknown unknown) {
                return work.queue(submission.under(unknown.leadId()), keyed, QueueReason.STORE_AWAY);
            }
            if (state instanceof KeyState.Answered answered) {
                return Future.succeededFuture(replayed(answered.answer()));
            }
            return state instanceof KeyState.AtWork atWork
                    ? inProgress(submission.under(atWork.leadId()), keyed, work)
                    : Future.succeededFuture(
                            Problem.of(Kind.IDEMPOTENCY_KEY_REUSED).answer(work.requestId()));
        });
    }

    private static Answer replayed(Answer answer) {
        return Answers.with(answer, REPLAYED, "true");
    }

    /**
     * While the store has to catch up this may be a retry whose first answer waits in the queue, so it takes the same way: to
     * the same lead and the same answer.
     */
    private Future<Answer> begin(Submission submission, Keyed keyed, LeadWork work) {
        return pipeline.caughtUp()
                .compose(over -> over
                        ? work.begin(submission, Optional.of(keyed))
                        : work.queue(submission, keyed, QueueReason.CATCHING_UP)
                                .recover(cause -> work.begin(submission, Optional.of(keyed))));
    }

    /** Then it may also be the queue that is at work. */
    private Future<Answer> inProgress(Submission submission, Keyed keyed, LeadWork work) {
        Answer refusal = Problem.of(Kind.REQUEST_IN_PROGRESS).answer(work.requestId());
        return pipeline.caughtUp()
                .compose(over -> over
                        ? Future.succeededFuture(refusal)
                        : work.queue(submission, keyed, QueueReason.CATCHING_UP).otherwise(refusal));
    }

    /**
     * A submission that does not fit the contract may be mended and sent under the same key. The answer of an accepted lead is
     * made of the lead again.
     */
    private Future<Answer> settle(IdempotencyKey key, String leadId, String attempt, Answer answer) {
        if (answer.status() == LeadWork.CREATED) {
            return Future.succeededFuture(answer);
        }
        if (answer.status() == BAD_REQUEST) {
            return release(key, attempt, true).map(answer);
        }
        Deadline limit = answer.status() == ACCEPTED ? Deadline.after(QUEUED_LIMIT) : limit();
        return pipeline.keep(new KeepAnswer(key, leadId, answer), limit)
                .onFailure(cause -> LOG.warn("answer not kept reason={}", cause.getMessage()))
                .otherwise(answer);
    }

    /** A key that cannot be freed is free when its lock is over. */
    private Future<Void> release(IdempotencyKey key, String attempt, boolean forget) {
        return pipeline.release(new ReleaseKey(key, attempt, forget), limit())
                .onFailure(cause -> LOG.warn("idempotency key not released reason={}", cause.getMessage()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** These steps come after the work, so also when its time is over; the hop's own limit bounds them. */
    private Deadline limit() {
        return Deadline.after(requestTimeout);
    }

    private static Bytes sha256(Bytes payload) {
        try {
            return new Bytes(MessageDigest.getInstance("SHA-256").digest(payload.content()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
