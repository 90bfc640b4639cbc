package io.leadservice.persistence;

import io.leadservice.lead.LeadOutcome;
import io.leadservice.lead.LeadOutcome.Kind;
import io.leadservice.lead.LeadOutcome.ReturnReason;
import io.leadservice.lead.LeadStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Maps the changes of a lead's status to their part of its document and back. */
final class HistoryDocument {

    static final String HISTORY = "history";
    static final String REVISION = "revision";
    private static final String OUTCOME = "outcome";
    private static final String OUTCOME_AT = "outcome_at";

    private HistoryDocument() {}

    static JsonArray of(List<StoredChange> history) {
        return new JsonArray(history.stream().map(HistoryDocument::of).toList());
    }

    static JsonObject of(StoredChange change) {
        JsonObject json = new JsonObject()
                .put(REVISION, change.revision())
                .put("from", change.from().name())
                .put("to", change.to().name())
                .put("at", LeadDocument.date(change.at()))
                .put("by", change.by())
                .put("change", change.change());
        change.reason().ifPresent(reason -> json.put("reason", LeadDocument.binary(reason)));
        change.outcome().ifPresent(outcome -> {
            json.put(OUTCOME, outcome.kind().key()).put(OUTCOME_AT, LeadDocument.date(outcome.at()));
            outcome.returnReason().ifPresent(reason -> json.put("return_reason", reason.key()));
        });
        return json;
    }

    /** The changes in a lead's document, oldest first. */
    static List<StoredChange> read(JsonObject lead) {
        return lead.getJsonArray(HISTORY, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(HistoryDocument::readChange)
                .toList();
    }

    private static StoredChange readChange(JsonObject json) {
        return new StoredChange(
                json.getLong(REVISION),
                LeadStatus.valueOf(json.getString("from")),
                LeadStatus.valueOf(json.getString("to")),
                LeadDocument.instant(json, "at"),
                json.getString("by"),
                json.getString("change"),
                Optional.ofNullable(json.getJsonObject("reason")).map(LeadDocument::readBinary),
                Optional.ofNullable(json.getString(OUTCOME)).flatMap(Kind::of).map(kind -> readOutcome(kind, json)));
    }

    private static LeadOutcome readOutcome(Kind kind, JsonObject json) {
        return new LeadOutcome(
                kind,
                Optional.ofNullable(json.getString("return_reason")).flatMap(ReturnReason::of),
                LeadDocument.instant(json, OUTCOME_AT));
    }
}
