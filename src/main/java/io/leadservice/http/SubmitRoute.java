package io.leadservice.http;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.leadservice.bus.Deadline;
import io.leadservice.config.HttpConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.Fault;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.IdempotencyKey;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.Submission;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

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
        admission
                .work(() -> answer(submission, key, LeadWork.prefersAsync(context), Edge.requestId(context)))
                .ifPresentOrElse(
                        work -> work.onSuccess(answer -> Edge.answer(context, answer))
                                .onFailure(cause -> LeadRoutes.fail(context, cause)),
                        () -> admission.refuse(context));
    }

    /**
     * The answer to a submission, kept for retries if it has a key.
     *
     * @param async whether the client would rather be answered before the work is done
     */
    Future<Answer> answer(Submission submission, Optional<String> key, boolean async, String requestId) {
        LeadWork work = new LeadWork(pipeline, async, requestId, Deadline.after(config.requestTimeout()));
        return key.map(value -> gate.answer(new IdempotencyKey(submission.client(), value), submission, work))
                .orElseGet(() -> work.begin(submission, Optional.empty()));
    }
}
