package io.leadservice.http;

import io.leadservice.bus.Deadline;
import io.leadservice.config.HttpConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.StatusChange;
import io.leadservice.lead.TimelineStep;
import io.leadservice.pipeline.FindLead;
import io.leadservice.pipeline.FindResult;
import io.leadservice.pipeline.Pipeline;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** Shows the way of a lead, step by step, and why it went as it did; nothing of the person. */
final class TimelineRoute {

    /** What persistence finds, and the queue: all else was there when validation was asked. */
    private static final Set<String> OF_STORE = Set.of("contact.duplicate", "idempotency.key_reused");

    private static final double NANOS_IN_MICRO = 1_000;
    private static final double MICROS_IN_MILLI = 1_000;

    private final HttpConfig config;
    private final Pipeline pipeline;

    TimelineRoute(HttpConfig config, Pipeline pipeline) {
        this.config = config;
        this.pipeline = pipeline;
    }

    /** Answers for whoever may see the lead, as it is answered for. */
    void show(RoutingContext context) {
        Tokens.Caller caller = Access.caller(context);
        FindLead request = new FindLead(context.pathParam("id"), caller.owner(), false);
        pipeline.find(request, Deadline.after(config.requestTimeout()))
                .onSuccess(result -> {
                    if (result instanceof FindResult.Found found) {
                        Edge.answer(context, Answers.of(200, "application/json", body(found)));
                    } else if (result instanceof FindResult.Gone gone) {
                        Edge.refuse(context, Problem.of(Kind.LEAD_ERASED, "It was erased at " + gone.at()));
                    } else {
                        Edge.refuse(context, Problem.of(Kind.NOT_FOUND));
                    }
                })
                .onFailure(cause -> LeadRoutes.fail(context, cause));
    }

    private static JsonObject body(FindResult.Found found) {
        JsonArray steps = new JsonArray();
        found.timeline().forEach(step -> steps.add(step(step, found)));
        found.history().forEach(change -> steps.add(change(change)));
        return new JsonObject()
                .put("id", found.leadId())
                .put("vertical", found.vertical().name())
                .put("status", found.status().name())
                .put("steps", steps);
    }

    private static JsonObject step(TimelineStep step, FindResult.Found found) {
        JsonObject json = new JsonObject()
                .put("step", step.step().key())
                .put("at", step.at().toString())
                .put("decision", step.decision());
        step.took().ifPresent(took -> json.put("took_ms", millis(took)));
        step.worked()
                .ifPresent(worked -> json.put("worked_ms", millis(worked))
                        .put("waited_ms", millis(step.took().orElse(worked).minus(worked))));
        if (!step.node().isEmpty()) {
            json.put("node", step.node());
        }
        step.version().ifPresent(version -> json.put("version", version));
        if (step.took().isPresent()) {
            json.put("cached", step.cached());
        }
        return switch (step.step()) {
            case VALIDATION, PERSISTENCE -> json.put("reasons", reasons(step, found));
            case SCORING -> scored(json, found);
            case RECEIVED, RESUMED -> json;
        };
    }

    private static JsonArray reasons(TimelineStep step, FindResult.Found found) {
        JsonArray reasons = new JsonArray();
        boolean ofStore = step.step() == TimelineStep.Step.PERSISTENCE;
        found.findings().stream()
                .filter(finding -> OF_STORE.contains(finding.code()) == ofStore)
                .forEach(finding -> reasons.add(new JsonObject()
                        .put("code", finding.code())
                        .put("severity", finding.severity().name())
                        .put("pointer", finding.pointer())));
        return reasons;
    }

    private static JsonObject scored(JsonObject json, FindResult.Found found) {
        JsonArray reasons = new JsonArray();
        found.score().ifPresent(score -> {
            score.reasons()
                    .forEach(reason -> reasons.add(
                            new JsonObject().put("code", reason.code()).put("effect", reason.effect())));
            score.model().fallbackReason().ifPresent(why -> json.put("fallback_reason", why));
        });
        return json.put("reasons", reasons);
    }

    private static JsonObject change(StatusChange change) {
        return new JsonObject()
                .put("step", change.outcome().isPresent() ? "outcome" : "status")
                .put("at", change.at().toString())
                .put(
                        "decision",
                        change.outcome()
                                .map(outcome -> outcome.kind().key())
                                .orElseGet(() -> change.to().name().toLowerCase(Locale.ROOT)))
                .put("by", change.by());
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / NANOS_IN_MICRO) / MICROS_IN_MILLI;
    }
}
