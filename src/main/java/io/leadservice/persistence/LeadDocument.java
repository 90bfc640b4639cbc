package io.leadservice.persistence;

import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.EventType;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Severity;
import io.leadservice.lead.Source;
import io.leadservice.lead.Vertical;
import io.leadservice.persistence.Outbox.Pending;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Maps a lead to its document in MongoDB and back. */
final class LeadDocument {

    /** The epoch of a lead that was written without its event. */
    static final String EPOCH = "epoch";

    private static final int VERSION = 1;

    private LeadDocument() {}

    /** What an erased lead must not have any more; the rest of it is overwritten by {@link #left}. */
    static final List<String> ERASED_FIELDS =
            List.of("data_key", "pii", "blind", "state", "zip", "score", "enrichment", TimelineDocument.TIMELINE);

    /** What is left of an erased lead, but for its id and its events. */
    static JsonObject left(StoredLead erased) {
        return new JsonObject()
                .put("v", VERSION)
                .put("client", erased.client())
                .put("vertical", erased.vertical().name())
                .put("status", erased.status().name())
                .put("created_at", date(erased.createdAt()))
                .put("updated_at", date(erased.updatedAt()))
                .put("source", source(erased.source()))
                .put("findings", new JsonArray())
                .put("degraded", new JsonArray())
                .put(HistoryDocument.REVISION, erased.revision())
                .put(HistoryDocument.HISTORY, HistoryDocument.of(erased.history()));
    }

    static JsonObject of(StoredLead lead) {
        JsonObject document = lead.status() == LeadStatus.ERASED ? left(lead).put("_id", lead.id()) : whole(lead);
        if (!lead.outbox().isEmpty()) {
            document.put(
                            "outbox",
                            new JsonArray(lead.outbox().stream()
                                    .map(LeadDocument::event)
                                    .toList()))
                    .put("outbox_since", date(lead.createdAt()));
        }
        lead.epoch().ifPresent(epoch -> document.put(EPOCH, epoch));
        return document;
    }

    private static JsonObject whole(StoredLead lead) {
        JsonObject document = new JsonObject()
                .put("_id", lead.id())
                .put("v", VERSION)
                .put("client", lead.client())
                .put("vertical", lead.vertical().name())
                .put("status", lead.status().name())
                .put("created_at", date(lead.createdAt()))
                .put("updated_at", date(lead.updatedAt()))
                .put("source", source(lead.source()))
                .put("state", lead.state())
                .put("zip", lead.zip())
                .put(
                        "findings",
                        new JsonArray(lead.findings().stream()
                                .map(LeadDocument::finding)
                                .toList()))
                .put("enrichment", new JsonObject(lead.enrichment().values()))
                .put(
                        "degraded",
                        new JsonArray(
                                lead.degraded().stream().map(Degradation::name).toList()))
                .put("data_key", binary(lead.sealed().wrappedKey()))
                .put("pii", binaries(lead.sealed().fields()))
                .put("blind", new JsonObject(new HashMap<>(lead.blind())));
        if (!lead.timeline().isEmpty()) {
            document.put(TimelineDocument.TIMELINE, TimelineDocument.of(lead.timeline()));
        }
        lead.score().ifPresent(score -> document.put("score", ScoreDocument.of(score)));
        if (lead.revision() > 0) {
            document.put(HistoryDocument.REVISION, lead.revision())
                    .put(HistoryDocument.HISTORY, HistoryDocument.of(lead.history()));
        }
        return document;
    }

    /** @throws Failure as CORRUPT if the document is not one of ours */
    static StoredLead read(JsonObject document) {
        try {
            return new StoredLead(
                    document.getString("_id"),
                    document.getString("client"),
                    Vertical.valueOf(document.getString("vertical")),
                    LeadStatus.valueOf(document.getString("status")),
                    instant(document, "created_at"),
                    instant(document, "updated_at"),
                    readSource(document.getJsonObject("source")),
                    document.getString("state", StoredLead.HIDDEN),
                    document.getString("zip", StoredLead.HIDDEN),
                    Optional.ofNullable(document.getJsonObject("score")).map(ScoreDocument::read),
                    objects(document.getJsonArray("findings"))
                            .map(LeadDocument::readFinding)
                            .toList(),
                    attributes(document.getJsonObject("enrichment", new JsonObject())),
                    document.getJsonArray("degraded", new JsonArray()).stream()
                            .map(step -> Degradation.valueOf((String) step))
                            .toList(),
                    sealed(document),
                    strings(document.getJsonObject("blind", new JsonObject())),
                    events(document),
                    document.getLong(HistoryDocument.REVISION, 0L),
                    HistoryDocument.read(document),
                    TimelineDocument.read(document),
                    Optional.ofNullable(document.getString(EPOCH)));
        } catch (RuntimeException e) {
            throw new Failure(FailureCode.CORRUPT, "lead " + document.getString("_id") + " does not parse", e);
        }
    }

    private static SealedFields sealed(JsonObject document) {
        return document.containsKey("data_key")
                ? new SealedFields(
                        readBinary(document.getJsonObject("data_key")), readBinaries(document.getJsonObject("pii")))
                : SealedFields.NONE;
    }

    /** The pending events of a document with what happened to each. */
    static Stream<Pending> pending(JsonObject document) {
        String leadId = document.getString("_id");
        return objects(document.getJsonArray("outbox", new JsonArray()))
                .map(event -> new Pending(readEvent(leadId, event), event.getInteger("refusals", 0)));
    }

    /** The pending events of a document. */
    static List<LeadEvent> events(JsonObject document) {
        return pending(document).map(Pending::event).toList();
    }

    static JsonObject date(Instant instant) {
        return new JsonObject().put("$date", instant);
    }

    static Instant instant(JsonObject document, String name) {
        return document.getJsonObject(name).getInstant("$date");
    }

    private static JsonObject source(Source source) {
        JsonObject json = new JsonObject().put("test", source.test());
        source.trafficSource().ifPresent(value -> json.put("traffic_source", value));
        source.campaign().ifPresent(value -> json.put("campaign", value));
        source.sessionId().ifPresent(value -> json.put("session_id", value));
        return json;
    }

    static Source readSource(JsonObject json) {
        return new Source(
                Optional.ofNullable(json.getString("traffic_source")),
                Optional.ofNullable(json.getString("campaign")),
                Optional.ofNullable(json.getString("session_id")),
                json.getBoolean("test"));
    }

    private static JsonObject finding(Finding finding) {
        return new JsonObject()
                .put("code", finding.code())
                .put("severity", finding.severity().name())
                .put("pointer", finding.pointer())
                .put("message", finding.message());
    }

    private static Finding readFinding(JsonObject json) {
        return new Finding(
                json.getString("code"),
                Severity.valueOf(json.getString("severity")),
                json.getString("pointer"),
                json.getString("message"));
    }

    static JsonObject event(LeadEvent event) {
        JsonObject json = new JsonObject()
                .put("id", event.id())
                .put("type", event.type().wireName())
                .put("time", event.time().toString())
                .put("data", binary(event.data()));
        event.traceparent().ifPresent(value -> json.put("traceparent", value));
        return json;
    }

    private static LeadEvent readEvent(String leadId, JsonObject json) {
        return new LeadEvent(
                json.getString("id"),
                EventType.of(json.getString("type")),
                leadId,
                Instant.parse(json.getString("time")),
                readBinary(json.getJsonObject("data")),
                Optional.ofNullable(json.getString("traceparent")));
    }

    static JsonObject binary(Bytes bytes) {
        return new JsonObject().put("$binary", bytes.content());
    }

    static Bytes readBinary(JsonObject json) {
        return new Bytes(json.getBinary("$binary"));
    }

    private static JsonObject binaries(Map<String, Bytes> fields) {
        JsonObject json = new JsonObject();
        fields.forEach((name, value) -> json.put(name, binary(value)));
        return json;
    }

    private static Map<String, Bytes> readBinaries(JsonObject json) {
        Map<String, Bytes> fields = new HashMap<>();
        json.fieldNames().forEach(name -> fields.put(name, readBinary(json.getJsonObject(name))));
        return fields;
    }

    private static Map<String, String> strings(JsonObject json) {
        Map<String, String> values = new HashMap<>();
        json.fieldNames().forEach(name -> values.put(name, json.getString(name)));
        return values;
    }

    static Attributes attributes(JsonObject json) {
        return new Attributes(plain(json));
    }

    private static Map<String, Object> plain(JsonObject json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        json.forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
        return fields;
    }

    private static Object plain(Object value) {
        if (value instanceof JsonObject object) {
            return plain(object);
        }
        return value instanceof JsonArray array
                ? array.stream().map(LeadDocument::plain).toList()
                : value;
    }

    static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
