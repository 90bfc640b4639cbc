package io.leadservice.console;

import io.leadservice.http.ManagementPages;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The operations page at {@code /console} and its feed of server-sent events at {@code /admin/console/feed}, two seconds apart. The
 * page itself holds nothing, so anyone may load it; the feed is the administrators', and ends after five minutes: the page asks
 * for another with its token, so a feed does not outlive that for long.
 */
public final class Console implements ManagementPages {

    private static final long INTERVAL_MILLIS = 2_000;
    private static final int MOST_WATCHERS = 20;
    private static final int ROUNDS = 150;
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> FILES = Map.of(
            "console.html", "text/html; charset=utf-8",
            "console.css", "text/css; charset=utf-8",
            "console.js", "text/javascript; charset=utf-8",
            "uplot.css", "text/css; charset=utf-8",
            "uplot.js", "text/javascript; charset=utf-8");

    private final MeterRegistry registry;
    private final RecentLeads leads;
    private final Supplier<List<String>> nodes;
    private final Supplier<JsonObject> readiness;
    private final int rounds;
    /** With the rounds that are left to each. */
    private final Map<HttpServerResponse, Integer> watchers = new LinkedHashMap<>();

    private String last = "";

    /**
     * @param nodes the names of the nodes of the cluster, this one first
     * @param readiness the report of {@code /health/ready}
     */
    public Console(
            MeterRegistry registry, RecentLeads leads, Supplier<List<String>> nodes, Supplier<JsonObject> readiness) {
        this(registry, leads, nodes, readiness, ROUNDS);
    }

    /** @param rounds of a feed */
    Console(
            MeterRegistry registry,
            RecentLeads leads,
            Supplier<List<String>> nodes,
            Supplier<JsonObject> readiness,
            int rounds) {
        this.rounds = rounds;
        this.registry = registry;
        this.leads = leads;
        this.nodes = nodes;
        this.readiness = readiness;
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        Picture picture = new Picture(new Readings(registry), leads);
        vertx.setPeriodic(INTERVAL_MILLIS, id -> send(picture.now()));
        router.get("/admin/console/feed").handler(context -> watch(context, picture.history()));
        return Future.join(FILES.entrySet().stream()
                        .map(file -> vertx.executeBlocking(() -> read(file.getKey()), false)
                                .onSuccess(content -> serve(router, file.getKey(), file.getValue(), content)))
                        .toList())
                .mapEmpty();
    }

    private static void serve(Router router, String name, String type, Buffer content) {
        String path = name.equals("console.html") ? "/console" : "/console/" + name;
        router.get(path)
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, type)
                        .putHeader("Content-Security-Policy", POLICY)
                        .end(content));
    }

    private void watch(RoutingContext context, JsonArray history) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        if (watchers.size() >= MOST_WATCHERS) {
            response.setStatusCode(503).putHeader(HttpHeaders.RETRY_AFTER, "10").end();
            return;
        }
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .closeHandler(closed -> watchers.remove(response))
                .exceptionHandler(broken -> watchers.remove(response));
        response.write("event: history\ndata: " + history.encode() + "\n\n" + last);
        watchers.put(response, rounds);
    }

    private void send(JsonObject now) {
        now.put("nodes", new JsonArray(nodes.get())).put("ready", readiness.get());
        last = "data: " + now.encode() + "\n\n";
        // Who does not read misses some: the next one says it all again.
        Map.copyOf(watchers).forEach(this::tell);
    }

    private void tell(HttpServerResponse watcher, int left) {
        if (left <= 1) {
            watchers.remove(watcher);
            watcher.end(last);
            return;
        }
        watchers.put(watcher, left - 1);
        if (!watcher.writeQueueFull()) {
            watcher.write(last).onFailure(broken -> watchers.remove(watcher));
        }
    }

    private static Buffer read(String name) {
        try (InputStream file = Console.class.getResourceAsStream("/console/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the build carries no " + name);
            }
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
