package io.leadservice.http;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.bus.RequestIds;
import io.leadservice.config.HttpConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.http.rows.RowCutter;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.Submission;
import io.leadservice.tracing.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes many leads by one request, each as if it were posted alone. State is confined to the event loop of the verticle
 * that owns it.
 */
final class BatchRoute {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRoute.class);

    private final HttpConfig config;
    private final Work work;
    private final NoArgGenerator leadIds = Generators.timeBasedEpochGenerator();
    private final Set<BatchUpload> atWork = new HashSet<>();
    private boolean stopping;

    /** What becomes of a row. */
    interface Work {

        /**
         * Answers one submission.
         *
         * @param key by which a retry is known
         * @param async whether the client would rather be answered before the work is done
         * @param requestId of the batch
         */
        Future<Answer> answer(Submission submission, Optional<String> key, boolean async, String requestId);
    }

    BatchRoute(HttpConfig config, Work work) {
        this.config = config;
        this.work = work;
    }

    /** @param client from the token */
    void take(RoutingContext context, String client) {
        // Gone while its token was looked at: nobody would tell of the end.
        if (context.response().closed()) {
            return;
        }
        context.request().pause();
        List<String> keys = context.request().headers().getAll(IdempotencyGate.HEADER);
        Optional<String> key = IdempotencyGate.valid(keys);
        if (key.isEmpty() && !keys.isEmpty()) {
            Edge.refuse(context, Problem.of(Kind.INVALID_REQUEST, IdempotencyGate.RULE));
        } else if (stopping || atWork.size() >= config.batch().maxAtOnce()) {
            Edge.refuse(context, Problem.of(Kind.UNAVAILABLE, "Too many batches are at work; try again in a moment"));
        } else {
            run(context, client, key);
        }
    }

    /** Has the batches at work take no more rows and end with those they have. */
    void stop() {
        stopping = true;
        Set.copyOf(atWork).forEach(BatchUpload::stop);
    }

    private void run(RoutingContext context, String client, Optional<String> key) {
        String requestId = Edge.requestId(context);
        Failures failures = new Failures(requestId);
        boolean async = LeadWork.prefersAsync(context);
        if (async) {
            context.response().putHeader(LeadWork.PREFERENCE_APPLIED, LeadWork.RESPOND_ASYNC);
        }
        BatchUpload upload = new BatchUpload(
                context.request(),
                cutter(context),
                config.batch(),
                (row, content) -> line(row, submission(client, content), rowKey(key, row), async, failures));
        atWork.add(upload);
        context.addEndHandler(ended -> upload.abandon());
        upload.run().onSuccess(refusal -> {
            atWork.remove(upload);
            LOG.info("batch done rows={} failed={}", upload.rows(), failures.counts);
            refusal.ifPresentOrElse(problem -> Edge.refuse(context, problem), () -> Edge.discardRest(context));
        });
    }

    private RowCutter cutter(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return LeadRoutes.JSON.matcher(type.strip()).matches()
                ? RowCutter.array(config.maxBodyBytes())
                : RowCutter.lines(config.maxBodyBytes());
    }

    private Submission submission(String client, Bytes content) {
        return new Submission(
                leadIds.generate().toString(), client, Instant.now().truncatedTo(ChronoUnit.MILLIS), content);
    }

    /** A key holds no line feed, so the key of a row is never that of a lead that is posted alone. */
    private static Optional<String> rowKey(Optional<String> key, long row) {
        return key.map(value -> value + "\n" + row);
    }

    private Future<Buffer> line(
            long row, Submission submission, Optional<String> key, boolean async, Failures failures) {
        // Each row in a context of its own: several leads are at work for one request.
        return RequestIds.current()
                .call(() -> {
                    Span span = Spans.here().child("row", SpanKind.INTERNAL);
                    Spans.attach(span);
                    return work.answer(submission, key, async, failures.requestId)
                            .onComplete(done -> Spans.end(span, done.cause()))
                            .otherwise(cause -> failures.problem(row, cause).answer(failures.requestId));
                })
                .map(answer -> RowLine.of(row, answer));
    }

    /** Failures of one batch: the first one is logged, and all are counted. */
    private static final class Failures {

        private final String requestId;
        private final Map<FailureCode, Integer> counts = new EnumMap<>(FailureCode.class);

        private Failures(String requestId) {
            this.requestId = requestId;
        }

        private Problem problem(long row, Throwable cause) {
            FailureCode code = Failure.codeOf(cause);
            if (counts.merge(code, 1, Integer::sum) == 1) {
                LOG.warn("row failed row={} code={} reason={}", row, code.key(), LeadRoutes.reason(cause));
            }
            return Problem.of(code);
        }
    }
}
