package io.leadservice.http;

import io.leadservice.bus.Deadline;
import io.leadservice.config.HttpConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.lead.Fault;
import io.leadservice.pipeline.EraseLead;
import io.leadservice.pipeline.EraseResult;
import io.leadservice.pipeline.Person;
import io.leadservice.pipeline.PersonData;
import io.leadservice.pipeline.PersonErased;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.ShowPerson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rights of a person: shows all that is held of one, erases one lead, and all leads of a person. */
final class PersonRoutes {

    static final String ERASURES = "/api/v1/erasures";
    static final String ACCESS_REQUESTS = "/api/v1/access-requests";
    private static final String AFTER = "after";
    private static final int MAX_BODY = 2_048;

    private final HttpConfig config;
    private final Pipeline pipeline;

    PersonRoutes(HttpConfig config, Pipeline pipeline) {
        this.config = config;
        this.pipeline = pipeline;
    }

    /** Behind the route that tells who calls. */
    void mount(Router router) {
        router.post(ERASURES).handler(context -> Access.require(context, "leads:admin"));
        router.post(ERASURES).handler(LeadRoutes::requireJson);
        router.post(ERASURES).handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.post(ERASURES).handler(context -> ofPerson(context, this::erase));
        router.post(ACCESS_REQUESTS).handler(context -> Access.require(context, "leads:admin"));
        router.post(ACCESS_REQUESTS).handler(context -> Access.require(context, "leads:pii"));
        router.post(ACCESS_REQUESTS).handler(LeadRoutes::requireJson);
        router.post(ACCESS_REQUESTS).handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.post(ACCESS_REQUESTS).handler(context -> ofPerson(context, this::show));
        router.delete(LeadRoutes.PATH + "/:id")
                .handler(context -> Access.require(context, "leads:write"))
                .handler(LeadRoutes::requireId)
                .handler(this::eraseLead);
    }

    private void eraseLead(RoutingContext context) {
        Tokens.Caller caller = Access.caller(context);
        EraseLead request = new EraseLead(context.pathParam("id"), caller.owner(), caller.client(), Optional.empty());
        pipeline.erase(request, Deadline.after(config.requestTimeout()))
                .onSuccess(result -> {
                    if (result instanceof EraseResult.Destroyed) {
                        context.response().setStatusCode(204).end();
                    } else {
                        Edge.refuse(context, Problem.of(Kind.NOT_FOUND));
                    }
                })
                .onFailure(cause -> LeadRoutes.fail(context, cause));
    }

    private void erase(RoutingContext context, Person person, Deadline deadline) {
        pipeline.erase(person, Access.caller(context).client(), deadline)
                .onSuccess(erased -> Edge.answer(
                        context, Answers.of(erased.complete() ? 200 : 202, "application/json", body(erased))))
                .onFailure(cause -> LeadRoutes.fail(context, cause));
    }

    private void show(RoutingContext context, Person person, Deadline deadline) {
        List<String> after = context.queryParam(AFTER);
        if (after.size() > 1 || !after.stream().allMatch(LeadRoutes::isId)) {
            Edge.refuse(context, Problem.query(List.of(new Fault(AFTER, "format", "comes with next"))));
            return;
        }
        pipeline.show(new ShowPerson(person, after.stream().findFirst()), deadline)
                .onSuccess(data -> Edge.answer(context, Answers.of(200, "application/json", body(data))))
                .onFailure(cause -> LeadRoutes.fail(context, cause));
    }

    private static JsonObject body(PersonData data) {
        JsonObject body = new JsonObject()
                .put(
                        "leads",
                        new JsonArray(data.leads().stream().map(LeadBody::found).toList()));
        data.next().ifPresent(lead -> body.put("next", ACCESS_REQUESTS + "?" + AFTER + "=" + lead));
        data.suppressedSince().ifPresent(since -> body.put("suppressed_since", since.toString()));
        return body;
    }

    private static JsonObject body(PersonErased erased) {
        return new JsonObject()
                .put("erased_leads", erased.leads())
                .put("complete", erased.complete())
                .put("suppressed", true);
    }

    /** Reads who the request is about, and has it named as leads name it. */
    private void ofPerson(RoutingContext context, PersonWork work) {
        Deadline deadline = Deadline.after(config.requestTimeout());
        List<Fault> faults = new ArrayList<>();
        byte[] body = context.body().length() <= 0
                ? new byte[0]
                : context.body().buffer().getBytes();
        Optional<Person> asSent = PersonBody.read(body, faults);
        if (asSent.isEmpty()) {
            Edge.refuse(context, Problem.body(faults));
            return;
        }
        pipeline.name(asSent.get(), deadline)
                .onSuccess(named -> {
                    if (named.faults().isEmpty()) {
                        work.begin(context, named.person(), deadline);
                    } else {
                        Edge.refuse(context, Problem.body(named.faults()));
                    }
                })
                .onFailure(cause -> LeadRoutes.fail(context, cause));
    }

    /** What is done for a person. */
    private interface PersonWork {
        void begin(RoutingContext context, Person person, Deadline deadline);
    }
}
