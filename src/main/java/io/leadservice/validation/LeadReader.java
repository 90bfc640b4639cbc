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
import java.util.List;
import java.util.Optional;

/** Makes a lead of a document that fits the contract. */
final class LeadReader {

    private static final List<String> ENVELOPE =
            List.of("vertical", "contact_info", "vertical_data", "traffic_source", "campaign", "session_id", "test");
    private static final List<String> CONTACT =
            List.of("firstName", "lastName", "email", "phone", "dateOfBirth", "ssn", "address");

    private LeadReader() {}

    static Lead read(Submission submission, JsonNode document) {
        return new Lead(
                submission.leadId(),
                submission.client(),
                submission.receivedAt(),
                Vertical.valueOf(document.get("vertical").textValue()),
                contact(document.get("contact_info")),
                new Attributes(JsonReader.without(document.get("vertical_data"), List.of())),
                new Source(
                        text(document, "traffic_source"),
                        text(document, "campaign"),
                        text(document, "session_id"),
                        document.path("test").asBoolean(false)),
                new Attributes(JsonReader.without(document, ENVELOPE)));
    }

    private static Contact contact(JsonNode contact) {
        JsonNode address = contact.get("address");
        return new Contact(
                contact.get("firstName").textValue(),
                contact.get("lastName").textValue(),
                contact.get("email").textValue(),
                contact.get("phone").textValue(),
                text(contact, "dateOfBirth").map(LocalDate::parse),
                new Address(
                        text(address, "street"),
                        text(address, "city"),
                        address.get("state").textValue(),
                        address.get("zip").textValue()),
                text(contact, "ssn"),
                new Attributes(JsonReader.without(contact, CONTACT)));
    }

    private static Optional<String> text(JsonNode object, String name) {
        return Optional.ofNullable(object.path(name).textValue());
    }
}
