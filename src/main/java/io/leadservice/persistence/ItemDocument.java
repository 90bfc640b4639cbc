package io.leadservice.persistence;

import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.Severity;
import io.leadservice.lead.Vertical;
import io.leadservice.pipeline.LeadPage.Item;
import io.leadservice.pipeline.LeadPage.Mark;
import io.leadservice.pipeline.LeadPage.Rating;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Reads what a list tells of a lead from the part of its document that this needs. */
final class ItemDocument {

    /** That part. */
    static final JsonObject FIELDS = new JsonObject()
            .put("vertical", 1)
            .put("status", 1)
            .put("score.probability", 1)
            .put("score.percentile", 1)
            .put("score.tier", 1)
            .put("findings", 1)
            .put("degraded", 1)
            .put("source.traffic_source", 1)
            .put("source.campaign", 1)
            .put("source.test", 1)
            .put("state", 1)
            .put("zip", 1)
            .put("created_at", 1)
            .put("updated_at", 1)
            .put(HistoryDocument.REVISION, 1);

    private ItemDocument() {}

    /** @throws Failure as CORRUPT if the document is not one of ours */
    static Item read(JsonObject document) {
        try {
            return new Item(
                    document.getString("_id"),
                    Vertical.valueOf(document.getString("vertical")),
                    LeadStatus.valueOf(document.getString("status")),
                    Optional.ofNullable(document.getJsonObject("score"))
                            .filter(score -> !score.isEmpty())
                            .map(ItemDocument::rating),
                    LeadDocument.objects(document.getJsonArray("findings"))
                            .map(ItemDocument::mark)
                            .toList(),
                    document.getJsonArray("degraded", new JsonArray()).stream()
                            .map(step -> Degradation.valueOf((String) step))
                            .toList(),
                    LeadDocument.readSource(document.getJsonObject("source")),
                    document.getString("state", StoredLead.HIDDEN),
                    document.getString("zip", StoredLead.HIDDEN),
                    LeadDocument.instant(document, "created_at"),
                    LeadDocument.instant(document, "updated_at"),
                    document.getLong(HistoryDocument.REVISION, 0L));
        } catch (RuntimeException e) {
            throw new Failure(FailureCode.CORRUPT, "lead " + document.getString("_id") + " does not parse", e);
        }
    }

    private static Mark mark(JsonObject finding) {
        return new Mark(
                finding.getString("code"),
                Severity.valueOf(finding.getString("severity")),
                finding.getString("pointer"));
    }

    private static Rating rating(JsonObject score) {
        return new Rating(
                score.getDouble("probability"),
                score.getInteger("percentile"),
                Score.Tier.valueOf(score.getString("tier")));
    }
}
