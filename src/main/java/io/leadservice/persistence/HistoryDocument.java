package io.leadservice.persistence;

import io.leadservice.lead.LeadStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Maps the changes of a lead's status to their part of its document and back. */
final class HistoryDocument {

    static final String HISTORY = "history";
    static final String REVISION = "revision";

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
                Optional.ofNullable(json.getJsonObject("reason")).map(LeadDocument::readBinary));
    }
}
