package io.leadservice.registry;

import io.leadservice.pipeline.ChangeModel.Action;
import io.leadservice.pipeline.ModelList.Slot;
import io.leadservice.pipeline.ModelList.Step;
import io.leadservice.pipeline.ModelsInUse.InUse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Maps a place of models to its document and back. Where there is no model its version is an empty text. */
final class SlotDocument {

    private SlotDocument() {}

    static JsonObject of(Slot slot) {
        return new JsonObject()
                .put("_id", slot.inUse().slot())
                .put("revision", slot.revision())
                .put("champion", slot.inUse().champion().orElse(""))
                .put("challenger", slot.inUse().challenger().orElse(""))
                .put("previous", new JsonArray(slot.previous()))
                .put(
                        "history",
                        new JsonArray(
                                slot.history().stream().map(SlotDocument::of).toList()));
    }

    static Slot read(JsonObject document) {
        return new Slot(
                new InUse(document.getString("_id"), version(document, "champion"), version(document, "challenger")),
                document.getLong("revision"),
                document.getJsonArray("previous").stream()
                        .map(String.class::cast)
                        .toList(),
                document.getJsonArray("history").stream()
                        .map(JsonObject.class::cast)
                        .map(SlotDocument::readStep)
                        .toList());
    }

    private static Optional<String> version(JsonObject document, String name) {
        return Optional.of(document.getString(name)).filter(version -> !version.isEmpty());
    }

    private static JsonObject of(Step step) {
        return new JsonObject()
                .put("action", step.action().name())
                .put("version", step.version())
                .put("at", ModelDocument.date(step.at()))
                .put("by", step.by());
    }

    private static Step readStep(JsonObject json) {
        return new Step(
                Action.valueOf(json.getString("action")),
                json.getString("version"),
                ModelDocument.instant(json, "at"),
                json.getString("by"));
    }
}
