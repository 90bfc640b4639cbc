package io.leadservice.http;

import io.leadservice.bus.Failure;
import io.leadservice.bus.RequestIds;
import io.leadservice.http.Problem.Kind;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Who may do what, and how often: bearer tokens (RFC 6750), their scopes, rates. One for each HTTP verticle, on its event loop. */
final class Access {

    private static final String CALLER = "caller";
    private static final String SCHEME = "Bearer ";
    private static final String INVALID = ", error=\"invalid_token\"";
    private static final String CHALLENGE = "Bearer realm=\"lead-service\"";

    private final Tokens tokens;
    private final RateGate rates;

    Access(Tokens tokens, RateGate rates) {
        this.tokens = tokens;
        this.rates = rates;
    }

    /** Lets nobody by but whose token is valid. */
    void authenticate(RoutingContext context) {
        List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        String header = headers.isEmpty() ? "" : headers.get(0);
        if (headers.size() != 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            if (!rates.refuses(context)) {
                rates.refused(context);
                unauthenticated(context, headers.isEmpty() ? CHALLENGE : CHALLENGE + INVALID);
            }
            return;
        }
        String token = header.substring(SCHEME.length()).strip();
        Optional<Tokens.Caller> known = tokens.known(token);
        if (known.isPresent()) {
            enter(context, known.get());
        } else if (!rates.refuses(context)) {
            verify(context, token);
        }
    }

    /** Has the route let nobody by who comes too often. */
    void limit(Route route) {
        route.handler(rates::admit);
    }

    /** Lets nobody by whose token lacks the scope. */
    static void require(RoutingContext context, String scope) {
        if (caller(context).may(scope)) {
            context.next();
        } else {
            challenge(context, CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + scope + "\"");
            Edge.refuse(context, Problem.of(Kind.FORBIDDEN, "The scope " + scope + " is missing"));
        }
    }

    /** Who was let in. */
    static Tokens.Caller caller(RoutingContext context) {
        return context.get(CALLER);
    }

    private void verify(RoutingContext context, String token) {
        // The body may come in while the token is looked at.
        context.request().pause();
        RequestIds.here(tokens.verify(token)).onComplete(verified -> {
            context.request().resume();
            if (verified.succeeded()) {
                enter(context, verified.result());
            } else if (verified.cause() instanceof Failure) {
                LeadRoutes.fail(context, verified.cause());
            } else {
                invalid(context);
            }
        });
    }

    private static void enter(RoutingContext context, Tokens.Caller caller) {
        context.put(CALLER, caller);
        RequestIds.current().ofClient(caller.client()).attach();
        context.next();
    }

    private void invalid(RoutingContext context) {
        rates.refused(context);
        unauthenticated(context, CHALLENGE + INVALID);
    }

    private static void unauthenticated(RoutingContext context, String challenge) {
        challenge(context, challenge);
        Edge.refuse(context, Problem.of(Kind.UNAUTHENTICATED));
    }

    private static void challenge(RoutingContext context, String challenge) {
        context.response().putHeader("WWW-Authenticate", challenge);
    }
}
