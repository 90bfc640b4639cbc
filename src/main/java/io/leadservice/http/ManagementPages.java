package io.leadservice.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** Further pages of the management port. Those below {@code /admin/} are for administrators already. */
public interface ManagementPages {

    /** Puts them on the router, on the event loop that serves it. */
    Future<Void> mount(Vertx vertx, Router router);
}
