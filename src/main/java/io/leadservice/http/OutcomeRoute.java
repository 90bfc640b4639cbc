package io.leadservice.http;

import io.leadservice.bus.Deadline;
import io.leadservice.config.HttpConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.Fault;
import io.leadservice.lead.LeadOutcome;
import io.leadservice.lead.StatusChange;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.FindResult;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.TellOutcome;
import io.leadservice.pipeline.UpdateResult;
import io.leadservice.pipeline.UpdateResult.HistoryFull;
import io.leadservice.pipeline.UpdateResult.NoOutcomeNow;
import io.leadservice.pipeline.UpdateResult.OutcomeTooEarly;
import io.leadservice.pipeline.UpdateResult.Updated;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes what became of a lead with its buyer, from a caller who may write. Shows nothing of the person. */
final class OutcomeRoute {

    private final HttpConfig config;
    private final Pipeline pipeline;

    OutcomeRoute(HttpConfig config, Pipeline pipeline) {
        this.config = config;
        this.pipeline = pipeline;
    }

    /** @param leadId of the path, in the form of an id */
    void tell(RoutingContext context, String leadId, Tokens.Caller caller) {
        List<Fault> faults = new ArrayList<>();
        byte[] body = context.body().length() <= 0
                ? new byte[0]
                : context.body().buffer().getBytes();
        Optional<OutcomeBody> told = OutcomeBody.read(body, Instant.now(), faults);
        if (told.isEmpty()) {
            Edge.refuse(context, Problem.body(faults));
            return;
        }
        TellOutcome request = new TellOutcome(
                leadId,
                caller.owner(),
                told.get().kind(),
                told.get().returnReason(),
                told.get().at(),
                caller.client(),
                UUID.randomUUID().toString(),
                Optional.empty());
        pipeline.tell(request, Deadline.after(config.requestTimeout()))
                .onSuccess(result -> Edge.answer(context, answer(result, Edge.requestId(context))))
                .onFailure(cause -> LeadRoutes.fail(context, cause));
    }

    private static Answer answer(UpdateResult result, String requestId) {
        if (result instanceof Updated updated) {
            return Answers.with(
                    Answers.of(200, "application/json", body(updated.lead())),
                    HttpHeaders.ETAG.toString(),
                    ETags.of(updated.lead(), false));
        }
        if (result instanceof NoOutcomeNow now) {
            return Problem.noOutcome(now.current(), now.allowed(), now.revision())
                    .answer(requestId);
        }
        if (result instanceof OutcomeTooEarly early) {
            return Problem.body(List.of(new Fault(
                            "/at", "minimum", "must not lie before the lead was created, at " + early.createdAt())))
                    .answer(requestId);
        }
        if (result instanceof HistoryFull full) {
            return Problem.unchanged(Kind.HISTORY_FULL, full.current(), full.revision())
                    .answer(requestId);
        }
        return Problem.of(result instanceof UpdateResult.Erased ? Kind.LEAD_ERASED : Kind.NOT_FOUND)
                .answer(requestId);
    }

    private static JsonObject body(FindResult.Found lead) {
        JsonArray outcomes = new JsonArray();
        for (StatusChange change : lead.history()) {
            change.outcome()
                    .ifPresent(outcome -> outcomes.add(
                            of(outcome).put("told_at", change.at().toString()).put("by", change.by())));
        }
        return new JsonObject()
                .put("id", lead.leadId())
                .put("vertical", lead.vertical().name())
                .put("status", lead.status().name())
                .put("revision", lead.revision())
                .put("outcomes", outcomes);
    }

    /** An outcome as it stands in a lead's history too. */
    static JsonObject of(LeadOutcome outcome) {
        JsonObject body = new JsonObject().put("outcome", outcome.kind().key());
        outcome.returnReason().ifPresent(reason -> body.put("return_reason", reason.key()));
        return body.put("at", outcome.at().toString());
    }
}
