package io.leadservice.registry;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.pipeline.ModelList.Registered;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Maps a model, but for its file and card, to its document and back. */
final class ModelDocument {

    private ModelDocument() {}

    static String id(String slot, String version) {
        return slot + "@" + version;
    }

    static JsonObject of(Registered model) {
        JsonObject document = new JsonObject()
                .put("_id", id(model.slot(), model.version()))
                .put("slot", model.slot())
                .put("version", model.version())
                .put("sha256", model.sha256())
                .put("registered_at", date(model.registeredAt()))
                .put("by", model.by())
                .put("target", model.target())
                .put("basis", model.basis().name())
                .put("rows", model.rows())
                .put("positives", model.positives())
                .put("metrics", new JsonObject(new HashMap<>(model.metrics())));
        model.period().ifPresent(period -> document.put("period", period));
        return document;
    }

    static Registered read(JsonObject document) {
        Map<String, Double> metrics = new HashMap<>();
        JsonObject kept = document.getJsonObject("metrics");
        kept.fieldNames().forEach(name -> metrics.put(name, kept.getDouble(name)));
        return new Registered(
                document.getString("slot"),
                document.getString("version"),
                document.getString("sha256"),
                instant(document, "registered_at"),
                document.getString("by"),
                document.getString("target"),
                TrainingBasis.valueOf(document.getString("basis")),
                document.getLong("rows"),
                document.getLong("positives"),
                Optional.ofNullable(document.getString("period")),
                metrics);
    }

    static JsonObject date(Instant instant) {
        return new JsonObject().put("$date", instant.toString());
    }

    static Instant instant(JsonObject document, String name) {
        return Instant.parse(document.getJsonObject(name).getString("$date"));
    }
}
