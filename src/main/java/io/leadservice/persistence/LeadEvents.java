package io.leadservice.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.EventType;
import io.leadservice.lead.Finding;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.StoreLead;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes what others are told of a new lead, in the form of {@code schemas/events/v1/lead.json}. */
final class LeadEvents {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private LeadEvents() {}

    /** The event of a new lead. Its id follows from the lead's, so that it is the same however often it is asked for. */
    static LeadEvent ofNew(StoreLead request, SealedFields sealed) {
        EventType type = request.status() == LeadStatus.REJECTED ? EventType.LEAD_REJECTED : EventType.LEAD_CREATED;
        String leadId = request.lead().lead().id();
        return new LeadEvent(
                leadId + "/" + type.wireName(),
                type,
                leadId,
                request.lead().lead().receivedAt(),
                new Bytes(data(request, sealed)),
                request.traceparent());
    }

    private static byte[] data(StoreLead request, SealedFields sealed) {
        ValidatedLead validated = request.lead();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", validated.lead().id());
        data.put("vertical", validated.lead().vertical().name());
        data.put("status", request.status().name());
        data.put("client", validated.lead().client());
        request.score().ifPresent(score -> {
            data.put("ml_score", score.probability());
            data.put("tier", score.tier().name());
            data.put("model", score.model().id() + "@" + score.model().version());
        });
        data.put(
                "validation_results",
                validated.findings().stream().map(LeadEvents::finding).toList());
        data.put("degraded", validated.degraded().stream().map(Degradation::key).toList());
        data.put("state", validated.lead().contact().address().state());
        data.put("zip", validated.lead().contact().address().zip5());
        validated.lead().source().trafficSource().ifPresent(source -> data.put("traffic_source", source));
        data.put("test", validated.lead().source().test());
        data.put("created_at", validated.lead().receivedAt().toString());
        Map<String, Object> encrypted = new TreeMap<>();
        sealed.fields().forEach((name, value) -> encrypted.put(name, value.content()));
        data.put("encrypted", encrypted);
        try {
            return JSON.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "an event of lead " + validated.lead().id() + " is no JSON", e);
        }
    }

    private static Map<String, String> finding(Finding finding) {
        return Map.of("code", finding.code(), "severity", finding.severity().name(), "pointer", finding.pointer());
    }
}
