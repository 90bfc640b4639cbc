package io.leadservice.persistence;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.Score;
import io.leadservice.lead.TrainingBasis;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Maps a score, with the features it rests on, to its part of a lead's document and back. */
final class ScoreDocument {

    private ScoreDocument() {}

    static JsonObject of(Score score) {
        JsonObject document = new JsonObject()
                .put("probability", score.probability())
                .put("percentile", score.percentile())
                .put("tier", score.tier().name())
                .put("intercept", score.intercept())
                .put(
                        "reasons",
                        new JsonArray(score.reasons().stream()
                                .map(reason -> new JsonObject()
                                        .put("code", reason.code())
                                        .put("effect", reason.effect())
                                        .put("text", reason.text()))
                                .toList()))
                .put("model", model(score.model()))
                .put("features", new JsonObject(score.features().values().values()))
                .put("feature_hash", score.features().hash());
        score.shadow().ifPresent(shadow -> document.put("shadow", shadow(shadow)));
        score.challenger().ifPresent(challenger -> document.put("challenger", shadow(challenger)));
        score.returnRisk().ifPresent(risk -> document.put("return_risk", shadow(risk)));
        return document;
    }

    static Score read(JsonObject document) {
        return new Score(
                document.getDouble("probability"),
                document.getInteger("percentile"),
                Score.Tier.valueOf(document.getString("tier")),
                document.getDouble("intercept"),
                document.getJsonArray("reasons").stream()
                        .map(JsonObject.class::cast)
                        .map(reason -> new Score.Reason(
                                reason.getString("code"), reason.getDouble("effect"), reason.getString("text")))
                        .toList(),
                readModel(document.getJsonObject("model")),
                new FeatureVector(
                        new Attributes(document.getJsonObject("features").getMap()),
                        document.getString("feature_hash")),
                readShadow(document, "shadow"),
                readShadow(document, "challenger"),
                readShadow(document, "return_risk"));
    }

    private static JsonObject shadow(Score.Shadow shadow) {
        return new JsonObject()
                .put("model", model(shadow.model()))
                .put("probability", shadow.probability())
                .put("percentile", shadow.percentile());
    }

    private static Optional<Score.Shadow> readShadow(JsonObject score, String name) {
        return Optional.ofNullable(score.getJsonObject(name))
                .map(shadow -> new Score.Shadow(
                        readModel(shadow.getJsonObject("model")),
                        shadow.getDouble("probability"),
                        shadow.getInteger("percentile")));
    }

    private static JsonObject model(Score.Model model) {
        JsonObject json = new JsonObject()
                .put("id", model.id())
                .put("version", model.version())
                .put("source", model.source())
                .put("training_basis", model.basis().name());
        model.fallbackReason().ifPresent(reason -> json.put("fallback_reason", reason));
        return json;
    }

    private static Score.Model readModel(JsonObject json) {
        return new Score.Model(
                json.getString("id"),
                json.getString("version"),
                json.getString("source"),
                TrainingBasis.valueOf(json.getString("training_basis")),
                Optional.ofNullable(json.getString("fallback_reason")));
    }
}
