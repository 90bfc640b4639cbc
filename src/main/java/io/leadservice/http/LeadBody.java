package io.leadservice.http;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.Source;
import io.leadservice.lead.StatusChange;
import io.leadservice.pipeline.AcceptedLead;
import io.leadservice.pipeline.FindResult.Found;
import io.leadservice.pipeline.LeadPage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Leads as the API shows them: the schemas {@code CreatedLead} and {@code Lead} of the OpenAPI file. */
final class LeadBody {

    private LeadBody() {}

    static JsonObject created(AcceptedLead lead) {
        JsonObject body = new JsonObject()
                .put("id", lead.id())
                .put("vertical", lead.vertical().name())
                .put("status", lead.status().name());
        putScore(body, lead.score());
        return body.put("validation_results", findings(lead.findings()))
                .put("enrichment", json(lead.enrichment()))
                .put("degraded", degraded(lead.degraded()))
                .put("created_at", lead.createdAt().toString());
    }

    /** A lead that waits to be worked off. */
    static JsonObject queued(String leadId) {
        return new JsonObject()
                .put("id", leadId)
                .put("status", LeadStatus.CREATED.name())
                .put("location", LeadRoutes.location(leadId));
    }

    static JsonObject found(Found found) {
        JsonObject body = new JsonObject()
                .put("id", found.leadId())
                .put("vertical", found.vertical().name())
                .put("status", found.status().name());
        found.score().ifPresent(score -> putScore(body, score));
        body.put("validation_results", findings(found.findings())).put("degraded", degraded(found.degraded()));
        body.put("enrichment", json(found.enrichment()));
        putSource(body, found.source());
        body.put("contact_info", json(found.contactInfo()));
        if (!found.verticalData().isEmpty()) {
            body.put("vertical_data", json(found.verticalData()));
        }
        if (!found.further().isEmpty()) {
            body.put("further", json(found.further()));
        }
        return body.put("created_at", found.createdAt().toString())
                .put("updated_at", found.updatedAt().toString())
                .put("revision", found.revision())
                .put(
                        "history",
                        new JsonArray(
                                found.history().stream().map(LeadBody::change).toList()));
    }

    /** A lead in a list: what {@link #found} shows without the token for personal data, and of that what is short. */
    static JsonObject item(LeadPage.Item item) {
        JsonObject body = new JsonObject()
                .put("id", item.leadId())
                .put("vertical", item.vertical().name())
                .put("status", item.status().name());
        item.rating()
                .ifPresent(rating -> body.put("ml_score", rating.probability())
                        .put(
                                "score",
                                new JsonObject()
                                        .put("score", rating.percentile())
                                        .put("tier", rating.tier().name())));
        body.put(
                        "validation_results",
                        new JsonArray(
                                item.findings().stream().map(LeadBody::mark).toList()))
                .put("degraded", degraded(item.degraded()));
        putSource(body, item.source());
        return body.put(
                        "contact_info",
                        new JsonObject()
                                .put(
                                        "address",
                                        new JsonObject()
                                                .put("state", item.state())
                                                .put("zip", item.zip())))
                .put("created_at", item.createdAt().toString())
                .put("updated_at", item.updatedAt().toString())
                .put("revision", item.revision());
    }

    private static JsonObject mark(LeadPage.Mark mark) {
        return new JsonObject()
                .put("code", mark.code())
                .put("severity", mark.severity().name())
                .put("pointer", mark.pointer());
    }

    private static JsonObject change(StatusChange change) {
        JsonObject body = new JsonObject()
                .put("from", change.from().name())
                .put("to", change.to().name())
                .put("at", change.at().toString())
                .put("by", change.by());
        change.reason().ifPresent(reason -> body.put("reason", reason));
        change.outcome().ifPresent(outcome -> body.put("outcome", OutcomeRoute.of(outcome)));
        return body;
    }

    private static void putSource(JsonObject body, Source source) {
        source.trafficSource().ifPresent(value -> body.put("traffic_source", value));
        source.campaign().ifPresent(value -> body.put("campaign", value));
        source.sessionId().ifPresent(value -> body.put("session_id", value));
        body.put("test", source.test());
    }

    static JsonArray findings(List<Finding> findings) {
        return new JsonArray(findings.stream()
                .map(finding -> new JsonObject()
                        .put("code", finding.code())
                        .put("severity", finding.severity().name())
                        .put("pointer", finding.pointer())
                        .put("message", finding.message()))
                .toList());
    }

    private static JsonArray degraded(List<Degradation> steps) {
        return new JsonArray(steps.stream().map(Degradation::key).toList());
    }

    private static JsonObject shadow(Score.Shadow shadow) {
        return new JsonObject()
                .put("score", shadow.percentile())
                .put("probability", shadow.probability())
                .put("model", model(shadow.model()));
    }

    private static void putScore(JsonObject body, Score score) {
        JsonArray reasons = new JsonArray(score.reasons().stream()
                .map(reason -> new JsonObject()
                        .put("code", reason.code())
                        .put("effect", reason.effect())
                        .put("text", reason.text()))
                .toList());
        JsonObject detail = new JsonObject()
                .put("score", score.percentile())
                .put("probability", score.probability())
                .put("calibrated", score.model().basis().calibrated())
                .put("tier", score.tier().name())
                .put("intercept", score.intercept())
                .put("reasons", reasons)
                .put("model", model(score.model()))
                .put("feature_hash", score.features().hash());
        score.shadow().ifPresent(shadow -> detail.put("shadow", shadow(shadow)));
        score.challenger().ifPresent(challenger -> detail.put("challenger", shadow(challenger)));
        score.returnRisk().ifPresent(risk -> detail.put("return_risk", shadow(risk)));
        body.put("ml_score", score.probability()).put("score", detail);
    }

    private static JsonObject model(Score.Model model) {
        JsonObject json = new JsonObject()
                .put("id", model.id())
                .put("version", model.version())
                .put("source", model.source())
                .put("training_basis", model.basis().name())
                .put("notice", model.basis().notice());
        model.fallbackReason().ifPresent(reason -> json.put("fallback_reason", reason));
        return json;
    }

    private static JsonObject json(Attributes attributes) {
        return new JsonObject(attributes.values());
    }
}
