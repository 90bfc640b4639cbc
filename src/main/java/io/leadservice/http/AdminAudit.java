package io.leadservice.http;

import io.leadservice.audit.AuditTrail;
import io.leadservice.http.Problem.Kind;
import io.leadservice.pipeline.AuditEntry;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Keeps who changed what at the management port.
 *
 * @param trail of the node
 */
record AdminAudit(AuditTrail trail) {

    /** Whether nothing more can be kept now; answers if so. */
    boolean refuses(RoutingContext context) {
        if (trail.isFull()) {
            Edge.refuse(context, Problem.of(Kind.UNAVAILABLE, "This cannot be audited now; try again in a moment"));
            return true;
        }
        return false;
    }

    /** Who asks: the client of the token, or whoever is let in without one. */
    static String who(RoutingContext context) {
        Tokens.Caller caller = context.get("caller");
        return caller == null ? "operator" : caller.client();
    }

    void add(RoutingContext context, String action, String detail) {
        add(context, Instant.now().truncatedTo(ChronoUnit.MILLIS), action, detail, "ok");
    }

    /** @param outcome {@code ok}, or the status of the refusal */
    void add(RoutingContext context, Instant at, String action, String detail, String outcome) {
        trail.add(new AuditEntry(
                at,
                Optional.of(who(context)),
                action,
                Optional.empty(),
                Optional.ofNullable(context.request().remoteAddress()).map(address -> address.hostAddress()),
                outcome,
                Optional.of(Edge.requestId(context)),
                Optional.of(detail)));
    }
}
