package io.leadservice.http;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.HttpConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.Fault;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.IdempotencyKey;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.PostedLead;
import io.leadservice.pipeline.Submission;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes a lead whose sender and size are checked. */
final class SubmitRoute {

    private final HttpConfig config;
    private final Admission admission;
    private final Pipeline pipeline;
    private final IdempotencyGate gate;
    private final NoArgGenerator leadIds = Generators.timeBasedEpochGenerator();

    SubmitRoute(HttpConfig config, Admission admission, Pipeline pipeline) {
        this.config = config;
        this.admission = admission;
        this.pipeline = pipeline;
        this.gate = new IdempotencyGate(pipeline, config.requestTimeout());
    }

    /** @param client from the token */
    void submit(RoutingContext context, String client) {
        if (context.body().length() <= 0) {
            Edge.refuse(context, Problem.malformed(List.of(new Fault("", "json", "the body is empty"))));
            return;
        }
        List<String> keys = context.request().headers().getAll(IdempotencyGate.HEADER);
        Optional<String> key = IdempotencyGate.valid(keys);
        if (key.isEmpty() && !keys.isEmpty()) {
            Edge.refuse(context, Problem.of(Kind.INVALID_REQUEST, IdempotencyGate.RULE));
            return;
        }
        Submission submission = new Submission(
                leadIds.generate().toString(),
                client,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                new Bytes(context.body().buffer().getBytes()));
        PostedLead posted = posted(submission, key, LeadWork.prefersAsync(context), Edge.requestId(context));
        admission
                .work(() -> {
                    Deadline deadline = Deadline.after(config.requestTimeout());
                    return pipeline.answer(posted, deadline, () -> answer(posted, deadline));
                })
                .ifPresentOrElse(
                        work -> work.onSuccess(answer -> Edge.answer(context, answer))
                                .onFailure(cause -> LeadRoutes.fail(context, cause)),
                        () -> admission.refuse(context));
    }

    /** The answer to a lead that another node took, if there is room. */
    Future<Answer> answerForAnother(PostedLead posted, Deadline deadline) {
        return admission
                .work(() -> pipeline.answerHere(() -> answer(posted, deadline)))
                .orElseGet(() -> Future.failedFuture(
                        new Failure(FailureCode.OVERLOADED, "more leads come than can be worked on")));
    }

    /**
     * The answer to a submission, kept for retries if it has a key.
     *
     * @param async whether the client would rather be answered before the work is done
     */
    Future<Answer> answer(Submission submission, Optional<String> key, boolean async, String requestId) {
        return answer(posted(submission, key, async, requestId), Deadline.after(config.requestTimeout()));
    }

    private static PostedLead posted(Submission submission, Optional<String> key, boolean async, String requestId) {
        return new PostedLead(
                submission,
                key.map(value -> new IdempotencyKey(submission.client(), value)),
                async,
                requestId,
                UUID.randomUUID().toString());
    }

    private Future<Answer> answer(PostedLead posted, Deadline deadline) {
        LeadWork work = new LeadWork(pipeline, posted.async(), posted.requestId(), deadline);
        return posted.key()
                .map(key -> gate.answer(key, posted.submission(), posted.attempt(), work))
                .orElseGet(() -> work.begin(posted.submission(), Optional.empty()));
    }
}
