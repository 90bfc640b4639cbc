package io.leadservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.audit.AuditTrail;
import io.leadservice.bus.BusClient;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an administrator does at the management port: {@code GET /admin/loggers} shows the levels of loggers, {@code PUT
 * /admin/loggers/{name}} sets one on this node; {@code /admin/stages} is of {@link StageCounts}, {@code /admin/models} of
 * {@link ModelRoutes}. In production for tokens with {@code leads:admin} only; every change is audited.
 */
public final class AdminRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(AdminRoutes.class);
    private static final String SCOPE = "leads:admin";
    private static final String LOGGERS = "/admin/loggers";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.$]{1,200}");
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG");
    private static final int BODY_LIMIT = 1_024;

    private final Optional<AccessRules> access;
    private final AdminAudit audit;
    private final Supplier<Map<String, String>> levels;
    private final BiPredicate<String, String> setLevel;
    private final StageAdmin stages;
    private final ModelRoutes models;

    /**
     * @param access who is let in; everyone where it is empty, as in development
     * @param levels the levels that were set, by logger
     * @param setLevel sets one; false if there is no such logger
     * @param counts the instances of stages
     * @param bus where the registry of models answers
     */
    public AdminRoutes(
            Optional<AccessRules> access,
            AuditTrail trail,
            Supplier<Map<String, String>> levels,
            BiPredicate<String, String> setLevel,
            StageCounts counts,
            BusClient bus) {
        this.access = access;
        this.audit = new AdminAudit(trail);
        this.stages = new StageAdmin(counts, audit);
        this.levels = levels;
        this.setLevel = setLevel;
        this.models = new ModelRoutes(bus, audit);
    }

    void mount(Vertx vertx, Router router) {
        access.ifPresent(rules -> guard(vertx, router, rules));
        Edge.look(router, LOGGERS)
                .handler(context -> Edge.answer(
                        context, Answers.of(200, "application/json", new JsonObject(new HashMap<>(levels.get())))));
        router.route(HttpMethod.PUT, LOGGERS + "/:name").handler(LeadRoutes::requireJson);
        router.route(HttpMethod.PUT, LOGGERS + "/:name")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.route(HttpMethod.PUT, LOGGERS + "/:name").handler(this::setLevel);
        stages.mount(router);
        models.mount(router);
    }

    private static void guard(Vertx vertx, Router router, AccessRules rules) {
        Tokens tokens = new Tokens(vertx, rules.auth(), rules.keys(), rules.known(), rules.registry());
        Access access = new Access(tokens, new RateGate(rules.limits(), rules.own(), rules.own()));
        router.route("/admin/*").handler(access::authenticate);
        router.route("/admin/*").handler(context -> Access.require(context, SCOPE));
    }

    private void setLevel(RoutingContext context) {
        List<Fault> faults = new ArrayList<>();
        byte[] body = context.body().length() <= 0
                ? new byte[0]
                : context.body().buffer().getBytes();
        Optional<String> level = JsonObjectBody.read(body, faults).flatMap(document -> level(document, faults));
        String name = context.pathParam("name");
        if (level.isEmpty() || !faults.isEmpty()) {
            Edge.refuse(context, Problem.body(faults));
        } else if (audit.refuses(context)) {
            LOG.warn("logger level not set reason=the audit trail is full");
        } else if (!NAME.matcher(name).matches() || !setLevel.test(name, level.get())) {
            Edge.refuse(context, Problem.of(Kind.NOT_FOUND, "There is no logger of this name or below it"));
        } else {
            LOG.info("logger level set name={} to={}", name, level.get());
            audit.add(context, "logger.level", name + " " + level.get());
            context.response().setStatusCode(204).end();
        }
    }

    private static Optional<String> level(JsonNode document, List<Fault> faults) {
        JsonObjectBody.requireOnly(document, Set.of("level"), "only level can be set", faults);
        String level = document.path("level").asText("").toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            faults.add(new Fault("/level", "enum", "must be ERROR, WARN, INFO or DEBUG"));
            return Optional.empty();
        }
        return Optional.of(level);
    }
}
