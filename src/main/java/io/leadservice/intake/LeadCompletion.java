package io.leadservice.intake;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.kafka.Topics;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Severity;
import io.leadservice.pipeline.KeepAnswer;
import io.leadservice.pipeline.KeyState;
import io.leadservice.pipeline.KeyedAnswer;
import io.leadservice.pipeline.OpenKey;
import io.leadservice.pipeline.Outcome;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.TakeIn;
import io.leadservice.tracing.Spans;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Makes a lead of a queued submission: first it keeps the answer that was given under its idempotency key, so that a retry
 * gets the same, then it takes it through the stages. It may be called for the same submission any number of times.
 */
final class LeadCompletion {

    /** The finding on a lead whose idempotency key came with another payload before. */
    private static final Finding KEY_REUSED = new Finding(
            "idempotency.key_reused",
            Severity.REJECT,
            "",
            "The Idempotency-Key came with another body before, which could not be seen when this one was taken");

    /** Nobody is kept waiting: a retry at the same time works under the same lead id. */
    private static final Duration NO_LOCK = Duration.ZERO;

    private final Pipeline pipeline;
    private final Duration limit;

    /** @param limit the longest time for one try */
    LeadCompletion(Pipeline pipeline, Duration limit) {
        this.pipeline = pipeline;
        this.limit = limit;
    }

    /** What became of a submission. */
    enum Finished {
        ACCEPTED,
        REJECTED,
        /** Nothing is stored of it. */
        MALFORMED
    }

    /** Fails with {@link Failure}; then it may be stored. */
    Future<Finished> complete(TakeIn queued) {
        if (pipeline.storeAway()) {
            return Future.failedFuture(storeAway());
        }
        Deadline deadline = Deadline.after(limit);
        Span span = begin(queued);
        return queued.promised()
                .map(promised -> keep(queued, promised, deadline))
                .orElseGet(() -> Future.succeededFuture(List.of()))
                .compose(findings -> pipeline.complete(queued, findings, deadline))
                .compose(LeadCompletion::finished)
                .onComplete(done -> Spans.end(span, done.cause()));
    }

    /** A span for each try, below that of the request that queued it; the context at work is its own from now on. */
    private static Span begin(TakeIn queued) {
        Span span = Spans.here()
                .received(
                        "process " + Topics.INTAKE,
                        SpanKind.CONSUMER,
                        queued.traceparent().orElse(null));
        if (span.isRecording()) {
            span.setAllAttributes(Attributes.builder()
                    .put("messaging.system", "kafka")
                    .put("messaging.destination.name", Topics.INTAKE)
                    .put("messaging.operation.name", "process")
                    .put("messaging.operation.type", "process")
                    .put("messaging.consumer.group.name", IntakeStages.GROUP)
                    .build());
        }
        Spans.attach(span);
        return span;
    }

    /** Whose the key is, or at which request, does not matter: that works under the same lead id and may end first. */
    private Future<List<Finding>> keep(TakeIn queued, KeyedAnswer promised, Deadline deadline) {
        String leadId = queued.submission().leadId();
        OpenKey open = new OpenKey(promised.key(), promised.digest(), "intake/" + leadId, NO_LOCK);
        return pipeline.open(open, deadline).compose(state -> {
            if (state instanceof KeyState.Unknown) {
                return Future.failedFuture(storeAway());
            }
            if (state instanceof KeyState.Reused) {
                return Future.succeededFuture(List.of(KEY_REUSED));
            }
            return state instanceof KeyState.Answered
                    ? Future.succeededFuture(List.of())
                    : pipeline.keep(new KeepAnswer(promised.key(), leadId, promised.answer()), deadline)
                            .map(List.of());
        });
    }

    private static Future<Finished> finished(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return Future.succeededFuture(Finished.ACCEPTED);
        }
        if (outcome instanceof Outcome.Rejected) {
            return Future.succeededFuture(Finished.REJECTED);
        }
        return outcome instanceof Outcome.Malformed
                ? Future.succeededFuture(Finished.MALFORMED)
                : Future.failedFuture(new Failure(FailureCode.INTERNAL, "a queued lead was refused"));
    }

    private static Failure storeAway() {
        return new Failure(FailureCode.BACK_END, "the store does not answer");
    }
}
