package io.leadservice.http;

import io.leadservice.bus.Deadline;
import io.leadservice.config.HttpConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.Fault;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.UpdateLead;
import io.leadservice.pipeline.UpdateResult;
import io.leadservice.pipeline.UpdateResult.HistoryFull;
import io.leadservice.pipeline.UpdateResult.IllegalTransition;
import io.leadservice.pipeline.UpdateResult.StaleRevision;
import io.leadservice.pipeline.UpdateResult.Updated;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Changes the status of a lead for a caller who may write. */
final class PatchRoute {

    private final HttpConfig config;
    private final Pipeline pipeline;

    PatchRoute(HttpConfig config, Pipeline pipeline) {
        this.config = config;
        this.pipeline = pipeline;
    }

    /** @param leadId of the path, in the form of an id */
    void patch(RoutingContext context, String leadId, Tokens.Caller caller) {
        Optional<ETags.Condition> condition =
                ETags.ifMatch(context.request().headers().getAll(HttpHeaders.IF_MATCH));
        if (condition.isEmpty()) {
            Edge.refuse(context, Problem.of(Kind.INVALID_REQUEST, "If-Match must be * or entity tags in quotes"));
            return;
        }
        List<Fault> faults = new ArrayList<>();
        byte[] body = context.body().length() <= 0
                ? new byte[0]
                : context.body().buffer().getBytes();
        Optional<PatchBody> change = PatchBody.read(body, faults);
        if (change.isEmpty()) {
            Edge.refuse(context, Problem.body(faults));
            return;
        }
        boolean reveal = caller.may("leads:pii");
        UpdateLead request = new UpdateLead(
                leadId,
                caller.owner(),
                change.get().status(),
                change.get().reason(),
                condition.get().revisions(),
                caller.client(),
                UUID.randomUUID().toString(),
                reveal,
                Optional.empty());
        pipeline.update(request, Deadline.after(config.requestTimeout()))
                .onSuccess(result -> Edge.answer(context, answer(result, reveal, Edge.requestId(context))))
                .onFailure(cause -> LeadRoutes.fail(context, cause));
    }

    /** What was not changed is answered with the tag of what is there, so that a client can look and try again. */
    private static Answer answer(UpdateResult result, boolean reveal, String requestId) {
        if (result instanceof Updated updated) {
            return tagged(
                    Answers.of(200, "application/json", LeadBody.found(updated.lead())),
                    ETags.of(updated.lead(), reveal));
        }
        if (result instanceof IllegalTransition illegal) {
            return tagged(
                    Problem.illegal(illegal.current(), illegal.allowed(), illegal.revision())
                            .answer(requestId),
                    ETags.of(illegal.revision()));
        }
        if (result instanceof StaleRevision stale) {
            return tagged(
                    Problem.unchanged(Kind.PRECONDITION_FAILED, stale.current(), stale.revision())
                            .answer(requestId),
                    ETags.of(stale.revision()));
        }
        if (result instanceof HistoryFull full) {
            return tagged(
                    Problem.unchanged(Kind.HISTORY_FULL, full.current(), full.revision())
                            .answer(requestId),
                    ETags.of(full.revision()));
        }
        return Problem.of(result instanceof UpdateResult.Erased ? Kind.LEAD_ERASED : Kind.NOT_FOUND)
                .answer(requestId);
    }

    private static Answer tagged(Answer answer, String tag) {
        return Answers.with(answer, HttpHeaders.ETAG.toString(), tag);
    }
}
