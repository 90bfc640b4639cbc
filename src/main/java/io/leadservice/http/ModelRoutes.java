package io.leadservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.bus.BusClient;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.Fault;
import io.leadservice.lead.ModelSlot;
import io.leadservice.pipeline.ChangeModel;
import io.leadservice.pipeline.ChangeModel.Action;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.ListModels;
import io.leadservice.pipeline.ModelChanged;
import io.leadservice.pipeline.ModelChanged.Changed;
import io.leadservice.pipeline.ModelChanged.Unsound;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which models score, for an administrator: {@code GET /admin/models} lists them, {@code POST /admin/models/{slot}/shadow},
 * {@code promote} and {@code revert} change which are in use on all nodes, {@code DELETE …/shadow} ends a trial. Every change
 * that is asked for is audited, with what came of it.
 */
final class ModelRoutes {

    private static final String PATH = "/admin/models";
    private static final String SLOT = PATH + "/:slot/";
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int BODY_LIMIT = 1_024;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BusClient bus;
    private final AdminAudit audit;

    ModelRoutes(BusClient bus, AdminAudit audit) {
        this.bus = bus;
        this.audit = audit;
    }

    void mount(Router router) {
        Edge.look(router, PATH).handler(this::list);
        named(router, "shadow", Action.SHADOW);
        named(router, "promote", Action.PROMOTE);
        router.route(HttpMethod.POST, SLOT + "revert")
                .handler(context -> change(context, Action.REVERT, Optional.empty()));
        router.route(HttpMethod.DELETE, SLOT + "shadow")
                .handler(context -> change(context, Action.END_SHADOW, Optional.empty()));
    }

    private void named(Router router, String name, Action action) {
        router.route(HttpMethod.POST, SLOT + name).handler(LeadRoutes::requireJson);
        router.route(HttpMethod.POST, SLOT + name)
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.route(HttpMethod.POST, SLOT + name).handler(context -> {
            List<Fault> faults = new ArrayList<>();
            byte[] body = context.body().length() <= 0
                    ? new byte[0]
                    : context.body().buffer().getBytes();
            Optional<String> version = JsonObjectBody.read(body, faults).flatMap(document -> version(document, faults));
            if (faults.isEmpty()) {
                change(context, action, version);
            } else {
                Edge.refuse(context, Problem.body(faults));
            }
        });
    }

    private static Optional<String> version(JsonNode document, List<Fault> faults) {
        JsonObjectBody.requireOnly(document, Set.of("version"), "only version can be given", faults);
        String version = document.path("version").asText("");
        if (!document.path("version").isTextual() || !VERSION.matcher(version).matches()) {
            faults.add(new Fault("/version", "pattern", "must be the version of a registered model"));
            return Optional.empty();
        }
        return Optional.of(version);
    }

    private void list(RoutingContext context) {
        bus.ask(Channels.LIST_MODELS, new ListModels(), Deadline.after(LIMIT))
                .onSuccess(list -> Edge.answer(context, Answers.of(200, "application/json", ModelBody.of(list))))
                .onFailure(cause -> LeadRoutes.fail(context, cause));
    }

    private void change(RoutingContext context, Action action, Optional<String> version) {
        if (audit.refuses(context)) {
            return;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String slot = context.pathParam("slot");
        ChangeModel request = new ChangeModel(slot, action, version, AdminAudit.who(context), now);
        bus.ask(Channels.CHANGE_MODEL, request, Deadline.after(LIMIT))
                .onSuccess(result -> told(context, request, result))
                .onFailure(cause -> {
                    Problem problem = Problem.of(Failure.codeOf(cause));
                    audit(
                            context,
                            request,
                            request.version(),
                            Integer.toString(problem.kind().status()));
                    LeadRoutes.fail(context, cause);
                });
    }

    private void told(RoutingContext context, ChangeModel request, ModelChanged result) {
        if (result instanceof Changed changed) {
            boolean decides = request.action() == Action.PROMOTE || request.action() == Action.REVERT;
            audit(
                    context,
                    request,
                    decides ? Optional.of(ModelBody.champion(changed.inUse())) : request.version(),
                    "ok");
            Edge.answer(context, Answers.of(200, "application/json", ModelBody.of(changed.inUse())));
            return;
        }
        Problem problem = problem(result);
        audit(
                context,
                request,
                request.version(),
                Integer.toString(problem.kind().status()));
        Edge.refuse(context, problem);
    }

    private static Problem problem(ModelChanged result) {
        if (result instanceof Unsound unsound) {
            return Problem.of(Kind.MODEL_UNSOUND, unsound.why());
        }
        return result instanceof ModelChanged.NothingBefore
                ? Problem.of(Kind.NOTHING_TO_REVERT)
                : Problem.of(Kind.NOT_FOUND, "There is no model of this slot and version");
    }

    /** @param version that decides after a promotion or a revert, else the one that was asked for */
    private void audit(RoutingContext context, ChangeModel request, Optional<String> version, String outcome) {
        String slot = safe(request.slot());
        audit.add(
                context,
                request.at(),
                "model." + request.action().key(),
                version.map(named -> slot + " " + named).orElse(slot),
                outcome);
    }

    /** The trail takes names of places, not whatever stands in a path. */
    private static String safe(String slot) {
        return ModelSlot.of(slot).map(ModelSlot::name).orElse("unknown");
    }
}
