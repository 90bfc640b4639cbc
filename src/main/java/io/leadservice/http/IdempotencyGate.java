package io.leadservice.http;

import io.leadservice.bus.Deadline;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.IdempotencyKey;
import io.leadservice.pipeline.KeepAnswer;
import io.leadservice.pipeline.KeyState;
import io.leadservice.pipeline.OpenKey;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.ReleaseKey;
import io.leadservice.pipeline.Submission;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a retry the first answer. The answer is kept before it is sent. A request that ends without one leaves its lead id,
 * under which the next goes on, so that a lead that was stored all the same is not stored again.
 */
final class IdempotencyGate {

    static final String HEADER = "Idempotency-Key";
    static final String RULE = "Idempotency-Key must be 1 to 255 visible ASCII characters";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyGate.class);
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7E]{1,255}");
    private static final int BAD_REQUEST = 400;

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
     * Does the work, or gives the answer of when it was done.
     *
     * @param work makes the answer, under the lead id of the submission that it is given
     * @param requestId for a problem that is this request's alone
     */
    Future<Answer> answer(
            IdempotencyKey key,
            Submission submission,
            Function<Submission, Future<Answer>> work,
            String requestId,
            Deadline deadline) {
        String attempt = UUID.randomUUID().toString();
        OpenKey open = new OpenKey(key, sha256(submission.payload()), attempt, requestTimeout);
        return pipeline.open(open, deadline).compose(state -> {
            if (state instanceof KeyState.Granted granted) {
                return work.apply(submission.under(granted.leadId()))
                        .transform(done -> done.succeeded()
                                ? settle(key, granted.leadId(), attempt, done.result())
                                : release(key, attempt, false).compose(free -> Future.failedFuture(done.cause())));
            }
            if (state instanceof KeyState.Answered answered) {
                return Future.succeededFuture(Answers.with(answered.answer(), REPLAYED, "true"));
            }
            Kind kind = state instanceof KeyState.AtWork ? Kind.REQUEST_IN_PROGRESS : Kind.IDEMPOTENCY_KEY_REUSED;
            return Future.succeededFuture(Problem.of(kind).answer(requestId));
        });
    }

    /** A submission that does not fit the contract may be mended and sent under the same key. */
    private Future<Answer> settle(IdempotencyKey key, String leadId, String attempt, Answer answer) {
        if (answer.status() == BAD_REQUEST) {
            return release(key, attempt, true).map(answer);
        }
        return pipeline.keep(new KeepAnswer(key, leadId, answer), limit())
                .onFailure(cause -> LOG.warn("answer not kept lead_id={} reason={}", leadId, cause.getMessage()))
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
