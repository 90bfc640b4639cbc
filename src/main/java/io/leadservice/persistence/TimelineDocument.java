package io.leadservice.persistence;

import io.leadservice.lead.TimelineStep;
import io.leadservice.lead.TimelineStep.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Maps the steps by which a lead came to their part of its document and back: six at most, each some 100 bytes. */
final class TimelineDocument {

    static final String TIMELINE = "timeline";

    private TimelineDocument() {}

    static JsonArray of(List<TimelineStep> timeline) {
        return new JsonArray(timeline.stream().map(TimelineDocument::of).toList());
    }

    private static JsonObject of(TimelineStep step) {
        JsonObject json = new JsonObject()
                .put("step", step.step().key())
                .put("at", LeadDocument.date(step.at()))
                .put("decision", step.decision());
        step.took().ifPresent(took -> json.put("us", micros(took)));
        step.worked().ifPresent(worked -> json.put("worked_us", micros(worked)));
        step.version().ifPresent(version -> json.put("version", version));
        if (!step.node().isEmpty()) {
            json.put("node", step.node());
        }
        if (step.cached()) {
            json.put("cached", true);
        }
        return json;
    }

    /** The steps in a lead's document. */
    static List<TimelineStep> read(JsonObject lead) {
        return LeadDocument.objects(lead.getJsonArray(TIMELINE, new JsonArray()))
                .map(TimelineDocument::readStep)
                .toList();
    }

    private static TimelineStep readStep(JsonObject json) {
        return new TimelineStep(
                Step.valueOf(json.getString("step").toUpperCase(Locale.ROOT)),
                LeadDocument.instant(json, "at"),
                duration(json, "us"),
                duration(json, "worked_us"),
                json.getString("node", ""),
                json.getBoolean("cached", false),
                Optional.ofNullable(json.getString("version")),
                json.getString("decision"));
    }

    private static Optional<Duration> duration(JsonObject json, String name) {
        return Optional.ofNullable(json.getLong(name)).map(micros -> Duration.of(micros, ChronoUnit.MICROS));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
