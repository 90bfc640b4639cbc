package io.leadservice.http;

import io.leadservice.audit.AuditTrail;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.bus.RequestIds;
import io.leadservice.config.HttpConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.pipeline.Answer;
import io.leadservice.pipeline.FindLead;
import io.leadservice.pipeline.FindResult;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.PostedLead;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1/leads}: takes leads, shows, lists and changes them. */
final class LeadRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LeadRoutes.class);
    static final String PATH = "/api/v1/leads";
    static final String BATCH_PATH = PATH + "/batch";
    private static final Pattern LEAD_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    static final Pattern JSON = media("application/json");
    private static final Pattern BATCH = media("application/(json|jsonl|ndjson|x-ndjson)");
    private static final Pattern PATCH = media("application/(merge-patch\\+)?json");

    private final HttpConfig config;
    private final Access access;
    private final Admission admission;
    private final Pipeline pipeline;
    private final SubmitRoute submit;
    private final BatchRoute batch;
    private final PatchRoute patch;
    private final OutcomeRoute outcome;
    private final TimelineRoute timeline;
    private final ListRoute list;
    private final PersonRoutes persons;
    private final AuditedRoutes audited;

    LeadRoutes(HttpConfig config, Access access, Admission admission, Pipeline pipeline, AuditTrail trail) {
        this.audited = new AuditedRoutes(trail);
        this.config = config;
        this.access = access;
        this.admission = admission;
        this.pipeline = pipeline;
        this.submit = new SubmitRoute(config, admission, pipeline);
        this.batch = new BatchRoute(config, submit::answer);
        this.patch = new PatchRoute(config, pipeline);
        this.outcome = new OutcomeRoute(config, pipeline);
        this.timeline = new TimelineRoute(config, pipeline);
        this.list = new ListRoute(config, pipeline);
        this.persons = new PersonRoutes(config, pipeline);
    }

    void mount(Router router) {
        router.post(PATH).handler(admission::look);
        router.post(BATCH_PATH).handler(admission::look);
        audited.watch(router);
        router.route("/api/*").handler(access::authenticate);
        router.route("/api/*").handler(LeadRoutes::knowNoSlash);
        router.post(PATH).handler(admission::reserve);
        router.post(BATCH_PATH).handler(admission::reserve);
        access.limit(router.route("/api/*"));
        router.post(PATH).handler(admission::release);
        router.post(BATCH_PATH).handler(admission::release);
        audited.guard(router);
        // A route each: on one route the library wants the body read before any of our own handlers.
        router.post(PATH).handler(context -> Access.require(context, "leads:write"));
        router.post(PATH).handler(LeadRoutes::requireJson);
        router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(config.maxBodyBytes()));
        router.post(PATH)
                .handler(
                        context -> submit.submit(context, Access.caller(context).client()));
        router.post(BATCH_PATH).handler(context -> Access.require(context, "leads:write"));
        router.post(BATCH_PATH)
                .handler(context -> requireMedia(
                        context, BATCH, "application/x-ndjson, application/jsonl or application/json in UTF-8"));
        router.post(BATCH_PATH).handler(context -> {
            // Rows are answered while others still come: for as long as it takes, and each at once.
            Pace.unhurried(context.request().connection());
            context.response().putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
            batch.take(context, Access.caller(context).client());
        });
        Edge.look(router, PATH)
                .handler(context -> Access.require(context, "leads:read"))
                .handler(context -> list.list(context, Access.caller(context)));
        Edge.look(router, PATH + "/:id")
                .handler(context -> Access.require(context, "leads:read"))
                .handler(LeadRoutes::requireId)
                .handler(this::find);
        Edge.look(router, PATH + "/:id/timeline")
                .handler(context -> Access.require(context, "leads:read"))
                .handler(LeadRoutes::requireId)
                .handler(timeline::show);
        router.patch(PATH + "/:id").handler(context -> Access.require(context, "leads:write"));
        router.patch(PATH + "/:id").handler(LeadRoutes::requireId);
        router.patch(PATH + "/:id").handler(context -> {
            context.response().putHeader("Accept-Patch", "application/json, application/merge-patch+json");
            requireMedia(context, PATCH, "application/json or application/merge-patch+json in UTF-8");
        });
        router.patch(PATH + "/:id").handler(BodyHandler.create(false).setBodyLimit(config.maxBodyBytes()));
        router.patch(PATH + "/:id")
                .handler(context -> patch.patch(context, context.pathParam("id"), Access.caller(context)));
        router.post(PATH + "/:id/outcome").handler(context -> Access.require(context, "leads:write"));
        router.post(PATH + "/:id/outcome").handler(LeadRoutes::requireId);
        router.post(PATH + "/:id/outcome").handler(LeadRoutes::requireJson);
        router.post(PATH + "/:id/outcome").handler(BodyHandler.create(false).setBodyLimit(config.maxBodyBytes()));
        router.post(PATH + "/:id/outcome")
                .handler(context -> outcome.tell(context, context.pathParam("id"), Access.caller(context)));
        persons.mount(router);
    }

    /** The answer to a lead that another node took. */
    Future<Answer> answerForAnother(PostedLead posted, Deadline deadline) {
        return submit.answerForAnother(posted, deadline);
    }

    /** Has batches end with the rows at work; what else is at work is waited for by the server. */
    void stop() {
        batch.stop();
    }

    /** Where a lead is to be found. */
    static String location(String leadId) {
        return PATH + "/" + leadId;
    }

    /** The library's routes take a path with a slash at its end too; the contract knows none, nor do limits and the audit. */
    private static void knowNoSlash(RoutingContext context) {
        if (context.normalizedPath().endsWith("/")) {
            Edge.refuse(context, Problem.of(Kind.NOT_FOUND));
        } else {
            context.next();
        }
    }

    private static Pattern media(String types) {
        return Pattern.compile(types + "\\s*(;\\s*charset=\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);
    }

    static void requireJson(RoutingContext context) {
        requireMedia(context, JSON, "application/json in UTF-8");
    }

    private static void requireMedia(RoutingContext context, Pattern types, String allowed) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String encoding = context.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        boolean plain = encoding == null || encoding.strip().equalsIgnoreCase("identity");
        if (plain && type != null && types.matcher(type.strip()).matches()) {
            context.next();
        } else {
            Edge.refuse(context, Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "Send " + allowed + ", not compressed"));
        }
    }

    static boolean isId(String text) {
        return LEAD_ID.matcher(text).matches();
    }

    static void requireId(RoutingContext context) {
        if (isId(context.pathParam("id"))) {
            RequestIds.current().ofLead(context.pathParam("id")).attach();
            context.next();
        } else {
            Edge.refuse(context, Problem.of(Kind.NOT_FOUND));
        }
    }

    private void find(RoutingContext context) {
        Tokens.Caller caller = Access.caller(context);
        boolean reveal = caller.may("leads:pii");
        FindLead request = new FindLead(context.pathParam("id"), caller.owner(), reveal);
        pipeline.find(request, Deadline.after(config.requestTimeout()))
                .onSuccess(result -> {
                    if (result instanceof FindResult.Found found) {
                        show(context, found, ETags.of(found, reveal));
                    } else if (result instanceof FindResult.Gone gone) {
                        Edge.refuse(context, Problem.of(Kind.LEAD_ERASED, "It was erased at " + gone.at()));
                    } else {
                        Edge.refuse(context, Problem.of(Kind.NOT_FOUND));
                    }
                })
                .onFailure(cause -> fail(context, cause));
    }

    private static void show(RoutingContext context, FindResult.Found found, String tag) {
        context.response().putHeader(HttpHeaders.ETAG, tag);
        if (ETags.known(context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH), tag)) {
            context.response().setStatusCode(304).end();
        } else {
            Edge.answer(context, Answers.of(200, "application/json", LeadBody.found(found)));
        }
    }

    static void fail(RoutingContext context, Throwable cause) {
        FailureCode code = Failure.codeOf(cause);
        LOG.warn("request failed code={} reason={}", code.key(), reason(cause));
        Edge.refuse(context, Problem.of(code));
    }

    /** What may be logged of a failure. */
    static String reason(Throwable cause) {
        return cause instanceof Failure
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getName();
    }
}
