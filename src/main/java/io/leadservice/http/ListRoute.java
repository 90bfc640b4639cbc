package io.leadservice.http;

import io.leadservice.bus.Deadline;
import io.leadservice.config.HttpConfig;
import io.leadservice.lead.Fault;
import io.leadservice.pipeline.LeadPage;
import io.leadservice.pipeline.ListLeads;
import io.leadservice.pipeline.Pipeline;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists leads for a caller who may read, with a link to the next page (RFC 8288). */
final class ListRoute {

    private final HttpConfig config;
    private final Pipeline pipeline;

    ListRoute(HttpConfig config, Pipeline pipeline) {
        this.config = config;
        this.pipeline = pipeline;
    }

    void list(RoutingContext context, Tokens.Caller caller) {
        List<Fault> faults = new ArrayList<>();
        MultiMap parameters = context.queryParams();
        Optional<ListLeads> request = ListQuery.read(parameters, caller.owner(), faults);
        if (request.isEmpty()) {
            Edge.refuse(context, Problem.query(faults));
            return;
        }
        pipeline.list(request.get(), Deadline.after(config.requestTimeout()))
                .onSuccess(page -> send(context, parameters, request.get(), page))
                .onFailure(cause -> LeadRoutes.fail(context, cause));
    }

    private static void send(RoutingContext context, MultiMap parameters, ListLeads request, LeadPage page) {
        JsonObject body = new JsonObject()
                .put(
                        "items",
                        new JsonArray(page.items().stream().map(LeadBody::item).toList()));
        page.next().ifPresent(position -> {
            String next = link(parameters, Cursor.of(position, request.owner(), request.filter()));
            body.put("next", next);
            context.response().putHeader("Link", "<" + next + ">; rel=\"next\"");
        });
        Edge.answer(context, Answers.of(200, "application/json", body));
    }

    /** The same list from another place on. */
    private static String link(MultiMap parameters, String cursor) {
        Stream<String> same = parameters.entries().stream()
                .filter(parameter -> !parameter.getKey().equals(ListQuery.CURSOR))
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()));
        return Stream.concat(same, Stream.of(ListQuery.CURSOR + "=" + cursor))
                .collect(Collectors.joining("&", LeadRoutes.PATH + "?", ""));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
