package io.leadservice.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** {@code /health/live}: the event loop turns. {@code /health/ready}: leads can be taken. */
final class HealthRoutes {

    private HealthRoutes() {}

    static void mount(Router router, Readiness readiness) {
        Edge.look(router, "/health/live")
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(new JsonObject().put("status", "live").toBuffer()));
        Edge.look(router, "/health/ready")
                .handler(context -> context.response()
                        .setStatusCode(readiness.ready() ? 200 : 503)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(readiness.report().toBuffer()));
    }
}
