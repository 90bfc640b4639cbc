package io.leadservice.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** {@code /health/live}: the event loop turns, and other nodes hear this one or there are none. {@code /health/ready}: leads can be taken. */
final class HealthRoutes {

    private HealthRoutes() {}

    static void mount(Router router, Readiness readiness) {
        Edge.look(router, "/health/live")
                .handler(context -> context.response()
                        .setStatusCode(readiness.live() ? 200 : 503)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(new JsonObject()
                                .put("status", readiness.live() ? "live" : "silent")
                                .toBuffer()));
        Edge.look(router, "/health/ready")
                .handler(context -> context.response()
                        .setStatusCode(readiness.ready() ? 200 : 503)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(readiness.report().toBuffer()));
    }
}
