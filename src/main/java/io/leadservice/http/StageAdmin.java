package io.leadservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.Fault;
import io.leadservice.pipeline.StageName;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code GET /admin/stages} shows how many instances of each verticle type run on this node and are to run, {@code PUT
 * /admin/stages/{name}} begins to change that, until the node ends or its configuration file says otherwise.
 */
final class StageAdmin {

    private static final String STAGES = "/admin/stages";
    private static final int BODY_LIMIT = 1_024;

    private final StageCounts counts;
    private final AdminAudit audit;

    StageAdmin(StageCounts counts, AdminAudit audit) {
        this.counts = counts;
        this.audit = audit;
    }

    /** On a router that lets in administrators only. */
    void mount(Router router) {
        Edge.look(router, STAGES).handler(context -> show(context, 200));
        router.route(HttpMethod.PUT, STAGES + "/:name").handler(LeadRoutes::requireJson);
        router.route(HttpMethod.PUT, STAGES + "/:name")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.route(HttpMethod.PUT, STAGES + "/:name").handler(this::scale);
    }

    private void show(RoutingContext context, int status) {
        JsonObject stages = new JsonObject();
        for (StageName stage : StageName.values()) {
            stages.put(
                    stage.key(),
                    new JsonObject().put("instances", counts.running(stage)).put("wanted", counts.wanted(stage)));
        }
        Edge.answer(context, Answers.of(status, "application/json", stages));
    }

    private void scale(RoutingContext context) {
        List<Fault> faults = new ArrayList<>();
        byte[] body = context.body().length() <= 0
                ? new byte[0]
                : context.body().buffer().getBytes();
        OptionalInt instances = JsonObjectBody.read(body, faults)
                .map(document -> instances(document, faults))
                .orElseGet(OptionalInt::empty);
        Optional<StageName> stage = Arrays.stream(StageName.values())
                .filter(known -> known.key().equals(context.pathParam("name")))
                .findFirst();
        if (stage.isEmpty()) {
            Edge.refuse(context, Problem.of(Kind.NOT_FOUND, "There is no stage of this name"));
        } else if (instances.isEmpty() || !faults.isEmpty()) {
            Edge.refuse(context, Problem.body(faults));
        } else if (!audit.refuses(context)) {
            scale(context, stage.get(), instances.getAsInt());
        }
    }

    private void scale(RoutingContext context, StageName stage, int instances) {
        int before = counts.wanted(stage);
        Optional<String> refusal = counts.scale(stage, instances);
        if (refusal.isPresent()) {
            Edge.refuse(context, Problem.body(List.of(new Fault("/instances", "restart", refusal.get()))));
        } else {
            audit.add(context, "stage.instances", stage.key() + " " + before + " to " + instances);
            show(context, 202);
        }
    }

    private static OptionalInt instances(JsonNode document, List<Fault> faults) {
        JsonObjectBody.requireOnly(document, Set.of("instances"), "only instances can be set", faults);
        JsonNode value = document.path("instances");
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > StageCounts.MOST) {
            faults.add(new Fault("/instances", "range", "must be a whole number from 0 to " + StageCounts.MOST));
            return OptionalInt.empty();
        }
        return OptionalInt.of(value.intValue());
    }
}
