package io.leadservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.lead.Fault;
import io.leadservice.pipeline.Person;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads who a request is about: {@code {"email": …, "phone": …}}, one of the two at least. */
final class PersonBody {

    private static final String EMAIL = "email";
    private static final String PHONE = "phone";
    private static final int MAX_LENGTH = 254;

    private PersonBody() {}

    /**
     * Reads a body.
     *
     * @param faults takes all that is wrong with it; says nothing of what is in it
     * @return empty if anything is
     */
    static Optional<Person> read(byte[] body, List<Fault> faults) {
        return JsonObjectBody.read(body, faults).flatMap(document -> {
            JsonObjectBody.requireOnly(document, Set.of(EMAIL, PHONE), "only email and phone tell the person", faults);
            Person person = new Person(text(document, EMAIL, faults), text(document, PHONE, faults));
            if (document.path(EMAIL).isMissingNode() && document.path(PHONE).isMissingNode()) {
                faults.add(new Fault("", "required", "email or phone is required"));
            }
            return faults.isEmpty() ? Optional.of(person) : Optional.empty();
        });
    }

    private static Optional<String> text(JsonNode document, String name, List<Fault> faults) {
        JsonNode value = document.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            faults.add(new Fault("/" + name, "type", "must be of type string"));
        } else if (value.textValue().isBlank() || value.textValue().length() > MAX_LENGTH) {
            faults.add(new Fault("/" + name, "maxLength", "must have 1 to " + MAX_LENGTH + " characters"));
        }
        return Optional.ofNullable(value.textValue());
    }
}
