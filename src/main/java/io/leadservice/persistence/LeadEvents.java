package io.leadservice.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.EventType;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes what others are told of a lead, in the form of {@code schemas/events/v1/lead.json}. */
final class LeadEvents {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private static final int ZIP_DIGITS = 5;

    private LeadEvents() {}

    /** The event of a new lead. Its id follows from the lead's, so that it is the same however often it is asked for. */
    static LeadEvent ofNew(StoredLead lead, Optional<String> traceparent) {
        EventType type = lead.status() == LeadStatus.REJECTED ? EventType.LEAD_REJECTED : EventType.LEAD_CREATED;
        return new LeadEvent(
                lead.id() + "/" + type.wireName(),
                type,
                lead.id(),
                lead.createdAt(),
                new Bytes(written(lead, data(lead))),
                traceparent);
    }

    /** The event of the last change of a lead. Its id follows from the revision, of which there is one only. */
    static LeadEvent ofChange(StoredLead lead, StoredChange change, Optional<String> traceparent) {
        Map<String, Object> data = data(lead);
        data.put("previous_status", change.from().name());
        data.put("revision", change.revision());
        data.put("changed_by", change.by());
        data.put("updated_at", change.at().toString());
        change.outcome().ifPresent(outcome -> {
            data.put("outcome", outcome.kind().key());
            data.put("outcome_at", outcome.at().toString());
            outcome.returnReason().ifPresent(reason -> data.put("return_reason", reason.key()));
        });
        return new LeadEvent(
                lead.id() + "/" + EventType.LEAD_UPDATED.wireName() + "/" + change.revision(),
                EventType.LEAD_UPDATED,
                lead.id(),
                change.at(),
                new Bytes(written(lead, data)),
                traceparent);
    }

    /** The event of a lead's erasure, in the form of {@code schemas/events/v1/erased.json}; a lead has one. */
    static LeadEvent ofErasure(StoredLead erased, Optional<String> traceparent) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", erased.id());
        data.put("vertical", erased.vertical().name());
        data.put("status", erased.status().name());
        data.put("client", erased.client());
        data.put("test", erased.source().test());
        data.put("revision", erased.revision());
        data.put("created_at", erased.createdAt().toString());
        data.put("erased_at", erased.updatedAt().toString());
        return new LeadEvent(
                erased.id() + "/" + EventType.LEAD_ERASED.wireName(),
                EventType.LEAD_ERASED,
                erased.id(),
                erased.updatedAt(),
                new Bytes(written(erased, data)),
                traceparent);
    }

    private static Map<String, Object> data(StoredLead lead) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", lead.id());
        data.put("vertical", lead.vertical().name());
        data.put("status", lead.status().name());
        data.put("client", lead.client());
        lead.score().ifPresent(score -> {
            data.put("ml_score", score.probability());
            data.put("tier", score.tier().name());
            data.put("model", score.model().id() + "@" + score.model().version());
        });
        data.put(
                "validation_results",
                lead.findings().stream().map(LeadEvents::finding).toList());
        data.put("degraded", lead.degraded().stream().map(Degradation::key).toList());
        data.put("state", lead.state());
        data.put("zip", lead.zip().substring(0, ZIP_DIGITS));
        lead.source().trafficSource().ifPresent(source -> data.put("traffic_source", source));
        data.put("test", lead.source().test());
        data.put("created_at", lead.createdAt().toString());
        Map<String, Object> encrypted = new TreeMap<>();
        lead.sealed().fields().forEach((name, value) -> encrypted.put(name, value.content()));
        data.put("encrypted", encrypted);
        return data;
    }

    private static byte[] written(StoredLead lead, Map<String, Object> data) {
        try {
            return JSON.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event of lead " + lead.id() + " is no JSON", e);
        }
    }

    private static Map<String, String> finding(Finding finding) {
        return Map.of("code", finding.code(), "severity", finding.severity().name(), "pointer", finding.pointer());
    }
}
