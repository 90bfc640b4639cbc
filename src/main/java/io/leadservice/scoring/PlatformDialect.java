package io.leadservice.scoring;

import io.leadservice.lead.Contact;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Source;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code {vertical, lead_data, session_id}} for {@code {score}}, as docs/ml-service.md has it. Personal data go out only if
 * that is wanted; the social security number and fields that the contract does not name never do.
 */
final class PlatformDialect implements MlDialect {

    private final boolean sendPersonalData;

    PlatformDialect(boolean sendPersonalData) {
        this.sendPersonalData = sendPersonalData;
    }

    @Override
    public MlRequest request(ScorableLead scorable) {
        Lead lead = scorable.lead().lead();
        Map<String, Object> beside = beside(scorable);
        Map<String, Object> data = new TreeMap<>(beside);
        data.put("features", scorable.features().values().values());
        Map<String, Object> document = new TreeMap<>();
        document.put("vertical", lead.vertical().name());
        document.put("lead_data", data);
        lead.source().sessionId().ifPresent(session -> document.put("session_id", session));
        return MlDialect.question(scorable, beside, document);
    }

    @Override
    public double probability(Buffer answer) {
        return MlJson.probability(MlJson.read(answer).path("score"));
    }

    private Map<String, Object> beside(ScorableLead scorable) {
        Lead lead = scorable.lead().lead();
        Source source = lead.source();
        Map<String, Object> data = new TreeMap<>();
        data.put("state", lead.contact().address().state());
        data.put("test", source.test());
        source.trafficSource().ifPresent(value -> data.put("traffic_source", value));
        source.campaign().ifPresent(value -> data.put("campaign", value));
        data.put(
                "findings",
                scorable.lead().findings().stream().map(Finding::code).toList());
        if (sendPersonalData) {
            data.put("contact_info", contact(lead.contact()));
            data.put("vertical_data", lead.verticalData().values());
        }
        return data;
    }

    private static Map<String, Object> contact(Contact contact) {
        Map<String, Object> address = new TreeMap<>();
        contact.address().street().ifPresent(street -> address.put("street", street));
        contact.address().city().ifPresent(city -> address.put("city", city));
        address.put("state", contact.address().state());
        address.put("zip", contact.address().zip());
        Map<String, Object> fields = new TreeMap<>();
        fields.put("firstName", contact.firstName());
        fields.put("lastName", contact.lastName());
        fields.put("email", contact.email());
        fields.put("phone", contact.phone());
        contact.dateOfBirth().ifPresent(day -> fields.put("dateOfBirth", day.toString()));
        fields.put("address", address);
        return fields;
    }
}
