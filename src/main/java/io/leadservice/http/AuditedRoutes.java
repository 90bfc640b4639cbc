package io.leadservice.http;

import io.leadservice.audit.AuditTrail;
import io.leadservice.http.Problem.Kind;
import io.leadservice.pipeline.AuditEntry;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which requests are audited, and as what: clear-text reads, erasures, access requests, and accesses that were refused. The
 * entry is made of the answer, when it is sent; while there is no room for entries, what may only be done if it is audited is
 * refused before anything is done.
 */
final class AuditedRoutes {

    private static final String PII = "leads:pii";
    private static final String LEAD = LeadRoutes.PATH + "/";
    private static final String TIMELINE = "/timeline";
    private static final String OUTCOME = "/outcome";
    private static final int FIRST_ERROR = 400;
    private static final int UNAUTHORIZED = 401;

    private final AuditTrail trail;

    AuditedRoutes(AuditTrail trail) {
        this.trail = trail;
    }

    /** Before the route that tells who calls, so that those whom it refuses are audited too. */
    void watch(Router router) {
        router.route("/api/*").handler(context -> {
            context.addEndHandler(ended -> audit(context, ended.succeeded()));
            context.next();
        });
    }

    /** Behind it. */
    void guard(Router router) {
        router.route("/api/*").handler(context -> {
            if (trail.isFull() && action(context).isPresent()) {
                Edge.refuse(context, Problem.of(Kind.UNAVAILABLE, "This cannot be audited now; try again in a moment"));
            } else {
                context.next();
            }
        });
    }

    /** @param answered whether the whole answer went out; who closes before may have got what was asked for all the same */
    private void audit(RoutingContext context, boolean answered) {
        int status = context.response().getStatusCode();
        Tokens.Caller caller = context.get("caller");
        // Nobody was let in yet whose token was still looked at.
        what(context, caller == null && !answered ? UNAUTHORIZED : status).ifPresent(what -> {
            trail.add(new AuditEntry(
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    Optional.ofNullable(caller).map(Tokens.Caller::client),
                    what,
                    lead(context),
                    Optional.ofNullable(context.request().remoteAddress()).map(SocketAddress::hostAddress),
                    outcome(status, answered),
                    Optional.of(Edge.requestId(context)),
                    Optional.empty()));
        });
    }

    private static String outcome(int status, boolean answered) {
        if (!answered) {
            return "closed";
        }
        return status < FIRST_ERROR ? "ok" : Integer.toString(status);
    }

    private static Optional<String> what(RoutingContext context, int status) {
        return switch (status) {
            case UNAUTHORIZED -> Optional.of("access.unauthenticated");
            case 403 -> Optional.of("access.forbidden");
            case 404 -> lead(context).isPresent() ? Optional.of("access.no_such_lead") : Optional.empty();
            default -> action(context);
        };
    }

    /** What is done only if it is audited. */
    private static Optional<String> action(RoutingContext context) {
        Tokens.Caller caller = context.get("caller");
        HttpMethod method = context.request().method();
        String path = context.normalizedPath();
        if (path.equals(PersonRoutes.ERASURES)) {
            return Optional.of("person.erase");
        }
        if (path.equals(PersonRoutes.ACCESS_REQUESTS)) {
            return Optional.of("person.show");
        }
        // Timeline and outcomes hold nothing of the person.
        if (lead(context).isEmpty() || path.endsWith(TIMELINE) || path.endsWith(OUTCOME)) {
            return Optional.empty();
        }
        if (method.equals(HttpMethod.DELETE)) {
            return Optional.of("lead.erase");
        }
        boolean shown = method.equals(HttpMethod.GET) || method.equals(HttpMethod.PATCH);
        return shown && caller != null && caller.may(PII) ? Optional.of("lead.read_clear") : Optional.empty();
    }

    /** The lead that is asked for, or the timeline or outcome of which. */
    private static Optional<String> lead(RoutingContext context) {
        String path = context.normalizedPath();
        return Optional.of(without(without(path, TIMELINE), OUTCOME))
                .filter(whole -> whole.startsWith(LEAD))
                .map(whole -> whole.substring(LEAD.length()))
                .filter(LeadRoutes::isId);
    }

    private static String without(String path, String ending) {
        return path.endsWith(ending) ? path.substring(0, path.length() - ending.length()) : path;
    }
}
