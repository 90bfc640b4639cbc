package io.leadservice.http;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.HttpConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.pipeline.FindLead;
import io.leadservice.pipeline.FindResult;
import io.leadservice.pipeline.Pipeline;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1/leads}: takes leads and shows them. */
final class LeadRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LeadRoutes.class);
    static final String PATH = "/api/v1/leads";
    private static final Pattern LEAD_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

    private final HttpConfig config;
    private final Tokens tokens;
    private final Pipeline pipeline;
    private final SubmitRoute submit;

    LeadRoutes(HttpConfig config, Tokens tokens, Pipeline pipeline) {
        this.config = config;
        this.tokens = tokens;
        this.pipeline = pipeline;
        this.submit = new SubmitRoute(config, pipeline);
    }

    void mount(Router router) {
        router.route("/api/*").handler(this::authenticate);
        // A route each: on one route the library wants the body read before any of our own handlers.
        router.post(PATH).handler(context -> require(context, "leads:write"));
        router.post(PATH).handler(LeadRoutes::requireJson);
        router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(config.maxBodyBytes()));
        router.post(PATH)
                .handler(context -> submit.submit(context, caller(context).client()));
        Edge.look(router, PATH + "/:id")
                .handler(context -> require(context, "leads:read"))
                .handler(this::find);
    }

    private void authenticate(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())) {
            unauthenticated(context);
            return;
        }
        // The body may come in while the token is looked at.
        context.request().pause();
        tokens.verify(header.substring("Bearer ".length()).strip()).onComplete(verified -> {
            context.request().resume();
            if (verified.succeeded()) {
                context.put("caller", verified.result());
                context.next();
            } else {
                unauthenticated(context);
            }
        });
    }

    private static void unauthenticated(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"lead-service\"");
        Edge.refuse(context, Problem.of(Kind.UNAUTHENTICATED));
    }

    private static void require(RoutingContext context, String scope) {
        if (caller(context).may(scope)) {
            context.next();
        } else {
            Edge.refuse(context, Problem.of(Kind.FORBIDDEN, "The scope " + scope + " is missing"));
        }
    }

    private static void requireJson(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String encoding = context.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        boolean plain = encoding == null || encoding.strip().equalsIgnoreCase("identity");
        if (plain && type != null && JSON.matcher(type.strip()).matches()) {
            context.next();
        } else {
            Edge.refuse(context, Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE));
        }
    }

    private void find(RoutingContext context) {
        String id = context.pathParam("id");
        if (!LEAD_ID.matcher(id).matches()) {
            Edge.refuse(context, Problem.of(Kind.NOT_FOUND));
            return;
        }
        Tokens.Caller caller = caller(context);
        Optional<String> owner = caller.may("leads:admin") ? Optional.empty() : Optional.of(caller.client());
        pipeline.find(new FindLead(id, owner, caller.may("leads:pii")), Deadline.after(config.requestTimeout()))
                .onSuccess(result -> {
                    if (result instanceof FindResult.Found found) {
                        send(context, 200, LeadBody.found(found));
                    } else {
                        Edge.refuse(context, Problem.of(Kind.NOT_FOUND));
                    }
                })
                .onFailure(cause -> fail(context, cause));
    }

    static void fail(RoutingContext context, Throwable cause) {
        FailureCode code = cause instanceof Failure failure ? failure.code() : FailureCode.INTERNAL;
        LOG.warn("request failed request_id={} code={} reason={}", Edge.requestId(context), code, reason(cause));
        Edge.refuse(context, Problem.of(code));
    }

    private static String reason(Throwable cause) {
        return cause instanceof Failure
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getName();
    }

    private static Tokens.Caller caller(RoutingContext context) {
        return context.get("caller");
    }

    private static void send(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body.toBuffer());
    }
}
