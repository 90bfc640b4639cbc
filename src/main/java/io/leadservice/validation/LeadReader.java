package io.leadservice.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.lead.Address;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Contact;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Source;
import io.leadservice.lead.Vertical;
import io.leadservice.pipeline.Submission;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Maps a document that fits the contract to the domain. Fields that the contract does not name are kept. */
final class LeadReader {

    private static final Set<String> ENVELOPE =
            Set.of("vertical", "contact_info", "vertical_data", "traffic_source", "campaign", "session_id", "test");
    private static final Set<String> CONTACT =
            Set.of("firstName", "lastName", "email", "phone", "dateOfBirth", "ssn", "address");
    private static final Set<String> ADDRESS = Set.of("street", "city", "state", "zip");

    /** Up to here a double holds every whole number exactly: 2 to the power of 53. */
    private static final double MAX_EXACT = 9_007_199_254_740_992.0;

    private LeadReader() {}

    static Lead read(Submission submission, JsonNode document) {
        return new Lead(
                submission.leadId(),
                submission.client(),
                submission.receivedAt(),
                Vertical.valueOf(document.path("vertical").asText()),
                contact(document.path("contact_info")),
                new Attributes(fields(document.path("vertical_data"), Set.of())),
                source(document),
                new Attributes(fields(document, ENVELOPE)));
    }

    private static Contact contact(JsonNode contact) {
        JsonNode address = contact.path("address");
        Map<String, Object> further = fields(contact, CONTACT);
        Map<String, Object> furtherAddress = fields(address, ADDRESS);
        if (!furtherAddress.isEmpty()) {
            further.put("address", furtherAddress);
        }
        return new Contact(
                contact.path("firstName").asText(),
                contact.path("lastName").asText(),
                contact.path("email").asText(),
                contact.path("phone").asText(),
                text(contact, "dateOfBirth").map(LocalDate::parse),
                new Address(
                        text(address, "street"),
                        text(address, "city"),
                        address.path("state").asText(),
                        address.path("zip").asText()),
                text(contact, "ssn"),
                new Attributes(further));
    }

    private static Source source(JsonNode document) {
        return new Source(
                text(document, "traffic_source"),
                text(document, "campaign"),
                text(document, "session_id"),
                document.path("test").asBoolean(false));
    }

    private static Optional<String> text(JsonNode parent, String name) {
        return Optional.ofNullable(parent.path(name).textValue());
    }

    private static Map<String, Object> fields(JsonNode object, Set<String> without) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!without.contains(field.getKey())) {
                value(field.getValue()).ifPresent(value -> fields.put(field.getKey(), value));
            }
        }
        return fields;
    }

    /** A value as {@link Attributes} takes it; empty for {@code null}. */
    private static Optional<Object> value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> Optional.of(fields(node, Set.of()));
            case ARRAY -> Optional.of(elements(node));
            case STRING -> Optional.of(node.textValue());
            case BOOLEAN -> Optional.of(node.booleanValue());
            case NUMBER -> Optional.of(number(node));
            default -> Optional.empty();
        };
    }

    /** JSON has one kind of number: 2012.0 is the whole number 2012, as the schemas see it. */
    private static Object number(JsonNode node) {
        double value = node.doubleValue();
        boolean whole = value == Math.rint(value) && Math.abs(value) <= MAX_EXACT;
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        return whole ? (Object) (long) value : (Object) value;
    }

    private static List<Object> elements(JsonNode array) {
        List<Object> elements = new ArrayList<>(array.size());
        array.forEach(element -> value(element).ifPresent(elements::add));
        return elements;
    }
}
