package io.leadservice.http;

import io.leadservice.lead.ModelSlot;
import io.leadservice.pipeline.ModelList;
import io.leadservice.pipeline.ModelList.Registered;
import io.leadservice.pipeline.ModelList.Slot;
import io.leadservice.pipeline.ModelList.Step;
import io.leadservice.pipeline.ModelsInUse.InUse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Models as the management port shows them. */
final class ModelBody {

    private static final String BUNDLED = "bundled";
    private static final String NONE = "none";

    private ModelBody() {}

    static JsonObject of(ModelList list) {
        JsonArray slots = new JsonArray();
        for (ModelSlot place : ModelSlot.all()) {
            Slot slot = list.slots().stream()
                    .filter(one -> one.inUse().slot().equals(place.name()))
                    .findFirst()
                    .orElseGet(() -> new Slot(
                            new InUse(place.name(), Optional.empty(), Optional.empty()), 0, List.of(), List.of()));
            slots.add(of(slot));
        }
        return new JsonObject()
                .put("slots", slots)
                .put(
                        "models",
                        new JsonArray(list.models().stream().map(ModelBody::of).toList()));
    }

    static JsonObject of(InUse inUse) {
        JsonObject body = new JsonObject().put("slot", inUse.slot()).put("champion", champion(inUse));
        inUse.challenger().ifPresent(challenger -> body.put("challenger", challenger));
        return body;
    }

    /** The version that decides, or what stands for it where no registered model does. */
    static String champion(InUse inUse) {
        return inUse.champion().orElseGet(() -> without(inUse.slot()));
    }

    private static JsonObject of(Slot slot) {
        return of(slot.inUse())
                .put("revision", slot.revision())
                .put(
                        "history",
                        new JsonArray(slot.history().stream()
                                .map(step -> of(step, slot.inUse().slot()))
                                .toList()));
    }

    private static JsonObject of(Step step, String slot) {
        return new JsonObject()
                .put("action", step.action().key())
                .put("version", step.version().isEmpty() ? without(slot) : step.version())
                .put("at", step.at().toString())
                .put("by", step.by());
    }

    /** What a place has where no registered model is in use. */
    private static String without(String slot) {
        return ModelSlot.of(slot)
                        .filter(place -> place.purpose() == ModelSlot.Purpose.RETURN_RISK)
                        .isPresent()
                ? NONE
                : BUNDLED;
    }

    private static JsonObject of(Registered model) {
        JsonObject body = new JsonObject()
                .put("slot", model.slot())
                .put("version", model.version())
                .put("sha256", model.sha256())
                .put("registered_at", model.registeredAt().toString())
                .put("by", model.by())
                .put("target", model.target())
                .put("training_basis", model.basis().name())
                .put("rows", model.rows())
                .put("positives", model.positives())
                .put("metrics", new JsonObject(new HashMap<>(model.metrics())));
        model.period().ifPresent(period -> body.put("period", period));
        return body;
    }
}
