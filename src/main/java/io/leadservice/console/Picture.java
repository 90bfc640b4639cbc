package io.leadservice.console;

import io.leadservice.pipeline.StageName;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.TreeMap;

/** What the page shows of this node: now, and in the last hour. Confined to one event loop. */
final class Picture {

    private static final int POINTS = 360;
    private static final int READINGS_A_POINT = 5;

    private final Readings readings;
    private final RecentLeads leads;
    private final Deque<JsonArray> history = new ArrayDeque<>();
    private int untilPoint;

    Picture(Readings readings, RecentLeads leads) {
        this.readings = readings;
        this.leads = leads;
    }

    /** Points of ten seconds, oldest first: time, posts and errors a second, p99, outbox, intake lag. */
    JsonArray history() {
        return new JsonArray(history.stream().toList());
    }

    JsonObject now() {
        readings.next();
        JsonArray stages = new JsonArray();
        JsonObject http = http();
        stages.add(http);
        StageName.ON_THE_BUS.forEach(stage -> stages.add(stage(stage)));
        double outbox = readings.gauge("lead.outbox.backlog");
        double age = readings.gauge("lead.outbox.age");
        double lag = readings.gauge("intake.lag");
        if (untilPoint-- <= 0) {
            untilPoint = READINGS_A_POINT - 1;
            point(http, outbox, lag);
        }
        return new JsonObject()
                .put("at", Instant.now().toString())
                .put("stages", stages)
                .put("breakers", breakers())
                .put("caches", caches())
                .put("outbox", new JsonObject().put("backlog", number(outbox)).put("age", number(age)))
                .put("intakeLag", number(lag))
                .put("loopLag", number(readings.seen("eventloop.lag").p99()))
                .put("mongo", number(readings.gauge("mongo.calls.in.flight")))
                .put("redis", number(readings.gauge("redis.commands.in.flight")))
                .put("scores", scores())
                .put("drift", drift())
                .put("clients", leads.clients())
                .put("recent", leads.last());
    }

    private void point(JsonObject http, double outbox, double lag) {
        if (history.size() == POINTS) {
            history.removeFirst();
        }
        history.addLast(new JsonArray()
                .add(Instant.now().getEpochSecond())
                .add(http.getDouble("rate"))
                .add(http.getDouble("errors"))
                .add(http.getDouble("p99"))
                .add(number(outbox))
                .add(number(lag)));
    }

    private JsonObject http() {
        Readings.Seen seen = readings.seen("http.server.request.duration");
        double failed = 0;
        for (String status : new String[] {"500", "503", "504"}) {
            failed += readings.seen("http.server.request.duration", "http.response.status_code", status)
                    .rate();
        }
        return box(StageName.HTTP, seen, failed).put("wait", 0);
    }

    private JsonObject stage(StageName stage) {
        String channel = "stage." + stage.key();
        JsonObject box = box(
                stage,
                readings.seen("stage.work.duration", "channel", channel),
                readings.rate("stage.failures", "channel", channel));
        return box.put(
                        "wait",
                        number(readings.seen("stage.wait.duration", "channel", channel)
                                .p99()))
                .put("inUse", number(readings.gauge("stage.window.in.use", "channel", channel)))
                .put("limit", number(readings.gauge("stage.window.limit", "channel", channel)));
    }

    private JsonObject box(StageName stage, Readings.Seen seen, double errors) {
        return new JsonObject()
                .put("name", stage.key())
                .put("instances", number(readings.gauge("stage.instances", "stage", stage.key())))
                .put("rate", number(seen.rate()))
                .put("p50", number(seen.p50()))
                .put("p99", number(seen.p99()))
                .put("errors", number(errors));
    }

    private JsonArray breakers() {
        TreeMap<String, String> states = new TreeMap<>();
        for (Meter meter : readings.all("circuit.breaker.state")) {
            if (meter instanceof Gauge gauge && gauge.value() == 1) {
                states.put(
                        String.valueOf(meter.getId().getTag("service")),
                        String.valueOf(meter.getId().getTag("state")));
            }
        }
        JsonArray rows = new JsonArray();
        states.forEach((service, state) ->
                rows.add(new JsonObject().put("service", service).put("state", state)));
        return rows;
    }

    private JsonArray caches() {
        JsonArray rows = new JsonArray();
        readings.all("cache.gets").stream()
                .map(meter -> String.valueOf(meter.getId().getTag("cache")))
                .distinct()
                .sorted()
                .forEach(cache -> rows.add(new JsonObject()
                        .put("cache", cache)
                        .put("hits", readings.total("cache.gets", "cache", cache, "result", "hit"))
                        .put("gets", readings.total("cache.gets", "cache", cache))));
        return rows;
    }

    /** How many leads of each vertical lie in each decile; even where leads are as those of the model. */
    private JsonObject scores() {
        JsonObject scores = new JsonObject();
        for (Meter meter : readings.all("lead.scores")) {
            if (meter instanceof DistributionSummary summary && summary.count() > 0) {
                JsonArray deciles = new JsonArray();
                double below = 0;
                for (CountAtBucket bucket : summary.takeSnapshot().histogramCounts()) {
                    if (Double.isFinite(bucket.bucket()) && deciles.size() < 10) {
                        deciles.add(bucket.count() - below);
                        below = bucket.count();
                    }
                }
                scores.put(String.valueOf(meter.getId().getTag("vertical")).toUpperCase(Locale.ROOT), deciles);
            }
        }
        return scores;
    }

    /** How far the scores of each vertical are from the model's, where a window of leads was full. */
    private JsonObject drift() {
        JsonObject drift = new JsonObject();
        for (Meter meter : readings.all("lead.drift")) {
            boolean whole = "all".equals(meter.getId().getTag("source"))
                    && "score".equals(meter.getId().getTag("feature"));
            if (whole && meter instanceof Gauge gauge && Double.isFinite(gauge.value())) {
                drift.put(
                        String.valueOf(meter.getId().getTag("vertical")).toUpperCase(Locale.ROOT),
                        number(gauge.value()));
            }
        }
        return drift;
    }

    /** JSON has no NaN. */
    private static double number(double value) {
        return Double.isFinite(value) ? Math.round(value * 100) / 100.0 : 0;
    }
}
