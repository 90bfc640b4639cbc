package io.leadservice.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadservice.lead.Address;
import io.leadservice.lead.Contact;
import io.leadservice.lead.ValidatedLead;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the outside validation service is asked: {@code requestId}, {@code contactInfo}, {@code addressInfo} and
 * {@code insuranceInfo}, as docs/validation-service.md has it. It is all personal data, so {@link #toString} shows none.
 *
 * @param requestId the lead's id
 * @param content the three objects as JSON with sorted members: the same for leads with the same answer
 */
record ServiceRequest(String requestId, Buffer content) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /**
     * Asks about a lead. The social security number and fields that the contract does not name are never sent.
     *
     * @param withVerticalData whether the fields of the vertical are sent
     */
    static ServiceRequest of(ValidatedLead validated, boolean withVerticalData) {
        Map<String, Object> content = new TreeMap<>();
        content.put("contactInfo", contact(validated));
        content.put("addressInfo", address(validated.lead().contact().address()));
        content.put("insuranceInfo", insurance(validated, withVerticalData));
        try {
            return new ServiceRequest(validated.lead().id(), Buffer.buffer(JSON.writeValueAsBytes(content)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("lead " + validated.lead().id() + " does not become JSON", e);
        }
    }

    /** The whole request as JSON. */
    Buffer body() {
        byte[] head = ("{\"requestId\":\"" + requestId + "\",").getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(head.length + content.length())
                .appendBytes(head)
                .appendBuffer(content, 1, content.length() - 1);
    }

    @Override
    public String toString() {
        return "ServiceRequest[" + requestId + "]";
    }

    private static Map<String, Object> contact(ValidatedLead validated) {
        Contact contact = validated.lead().contact();
        Map<String, Object> fields = new TreeMap<>();
        fields.put("firstName", contact.firstName());
        fields.put("lastName", contact.lastName());
        fields.put("email", validated.enrichment().email());
        fields.put("phone", validated.enrichment().phone().orElse(contact.phone()));
        contact.dateOfBirth().ifPresent(day -> fields.put("dateOfBirth", day.toString()));
        return fields;
    }

    private static Map<String, Object> address(Address address) {
        Map<String, Object> fields = new TreeMap<>();
        address.street().ifPresent(street -> fields.put("street", street));
        address.city().ifPresent(city -> fields.put("city", city));
        fields.put("state", address.state());
        fields.put("zip", address.zip());
        return fields;
    }

    private static Map<String, Object> insurance(ValidatedLead validated, boolean withVerticalData) {
        Map<String, Object> fields = new TreeMap<>();
        if (withVerticalData) {
            fields.putAll(validated.lead().verticalData().values());
        }
        fields.put("vertical", validated.lead().vertical().name());
        return fields;
    }
}
