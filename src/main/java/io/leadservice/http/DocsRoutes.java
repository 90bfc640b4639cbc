package io.leadservice.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The contract and its page, all from the class path and held in memory: it works with no internet. */
final class DocsRoutes {

    private static final String UI = "/META-INF/resources/webjars/swagger-ui/5.32.0/";
    private static final String[] EVENT_SCHEMAS = {"/schemas/events/v1/lead.json", "/schemas/events/v1/erased.json"};
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private record Page(String type, Buffer content) {}

    private final Map<String, Page> pages;

    private DocsRoutes(Map<String, Page> pages) {
        this.pages = pages;
    }

    /** Reads the pages off the event loop. */
    static Future<DocsRoutes> load(Vertx vertx) {
        return vertx.executeBlocking(() -> {
            Map<String, Page> pages = new LinkedHashMap<>();
            pages.put("/openapi.yaml", page("application/yaml", "/openapi.yaml"));
            pages.put("/docs", page("text/html; charset=utf-8", "/docs/index.html"));
            pages.put("/docs/init.js", page("text/javascript", "/docs/init.js"));
            pages.put("/docs/swagger-ui.css", page("text/css", UI + "swagger-ui.css"));
            pages.put("/docs/swagger-ui-bundle.js", page("text/javascript", UI + "swagger-ui-bundle.js"));
            for (String name : new String[] {"lead", "auto", "home", "health", "life", "renters", "commercial"}) {
                String path = "/schemas/v1/" + name + ".json";
                pages.put(path, page("application/schema+json", path));
            }
            for (String path : EVENT_SCHEMAS) {
                pages.put(path, page("application/schema+json", path));
            }
            return new DocsRoutes(pages);
        });
    }

    void mount(Router router) {
        pages.forEach((path, page) -> Edge.look(router, path)
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, page.type())
                        .putHeader("Content-Security-Policy", POLICY)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                        .end(page.content())));
    }

    private static Page page(String type, String resource) throws IOException {
        try (InputStream stream = Objects.requireNonNull(DocsRoutes.class.getResourceAsStream(resource), resource)) {
            return new Page(type, Buffer.buffer(stream.readAllBytes()));
        }
    }
}
