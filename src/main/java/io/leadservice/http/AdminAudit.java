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

    void add(RoutingContext context, String action, String detail) {
        Tokens.Caller caller = context.get("caller");
        trail.add(new AuditEntry(
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Optional.of(caller == null ? "operator" : caller.client()),
                action,
                Optional.empty(),
                Optional.ofNullable(context.request().remoteAddress()).map(address -> address.hostAddress()),
                "ok",
                Optional.of(Edge.requestId(context)),
                Optional.of(detail)));
    }
}
