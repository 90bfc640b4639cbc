package io.leadservice.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The contract and its page, all from the class path: it works with no internet. A file is read when it is first asked for, off
 * the event loop, and then held in memory. Confined to the event loop of its router.
 */
final class DocsRoutes {

    private static final String UI = "/META-INF/resources/webjars/swagger-ui/5.32.0/";
    private static final String[] VERTICALS = {"lead", "auto", "home", "health", "life", "renters", "commercial"};
    private static final String[] EVENT_SCHEMAS = {"/schemas/events/v1/lead.json", "/schemas/events/v1/erased.json"};
    private static final Map<String, Page> PAGES = pages();
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private record Page(String type, String resource) {}

    private final Vertx vertx;
    private final Map<String, Future<Buffer>> read = new HashMap<>();

    DocsRoutes(Vertx vertx) {
        this.vertx = vertx;
    }

    private static Map<String, Page> pages() {
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("/openapi.yaml", new Page("application/yaml", "/openapi.yaml"));
        pages.put("/docs", new Page("text/html; charset=utf-8", "/docs/index.html"));
        pages.put("/docs/init.js", new Page("text/javascript", "/docs/init.js"));
        pages.put("/docs/swagger-ui.css", new Page("text/css", UI + "swagger-ui.css"));
        pages.put("/docs/swagger-ui-bundle.js", new Page("text/javascript", UI + "swagger-ui-bundle.js"));
        for (String name : VERTICALS) {
            String path = "/schemas/v1/" + name + ".json";
            pages.put(path, new Page("application/schema+json", path));
        }
        for (String path : EVENT_SCHEMAS) {
            pages.put(path, new Page("application/schema+json", path));
        }
        return pages;
    }

    void mount(Router router) {
        PAGES.forEach((path, page) -> Edge.look(router, path)
                .handler(context -> content(page.resource())
                        .onSuccess(content -> answer(context, page.type(), content))
                        .onFailure(context::fail)));
    }

    private Future<Buffer> content(String resource) {
        return read.computeIfAbsent(resource, file -> vertx.executeBlocking(() -> load(file), false))
                .onFailure(cause -> read.remove(resource));
    }

    private static void answer(RoutingContext context, String type, Buffer content) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .end(content);
    }

    private static Buffer load(String resource) throws IOException {
        try (InputStream stream = Objects.requireNonNull(DocsRoutes.class.getResourceAsStream(resource), resource)) {
            return Buffer.buffer(stream.readAllBytes());
        }
    }
}
