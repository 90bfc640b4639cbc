package io.leadservice.http;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The paths of a router as they are told on metrics: a bounded set, whatever is asked for. */
final class RouteNames {

    /** Of what no route is for. */
    static final String NONE = "none";

    private static final int LONGEST = 512;

    private final Map<String, String> exact = new HashMap<>();
    private final List<Template> templates = new ArrayList<>();

    private record Template(Pattern pattern, String name) {}

    /** @param router with all its routes */
    RouteNames(Router router) {
        for (Route route : router.getRoutes()) {
            String path = route.getName();
            if (path == null || !path.startsWith("/")) {
                continue;
            }
            if (path.indexOf(':') < 0) {
                exact.put(path, path);
            } else {
                String name = path.replaceAll(":([a-z]+)", "{$1}");
                if (templates.stream().noneMatch(template -> template.name().equals(name))) {
                    templates.add(new Template(Pattern.compile(path.replaceAll(":[a-z]+", "[^/]+")), name));
                }
            }
        }
    }

    String of(String path) {
        String known = exact.get(path);
        if (known != null) {
            return known;
        }
        if (path.length() <= LONGEST) {
            for (Template template : templates) {
                if (template.pattern().matcher(path).matches()) {
                    return template.name();
                }
            }
        }
        return NONE;
    }
}
