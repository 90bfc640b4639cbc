package io.leadservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.lead.Fault;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a change of a lead asks for: {@code {"status": …, "reason": …}}.
 *
 * @param status the new status
 * @param reason in the client's words, 1 to {@value #MAX_REASON} characters on one line
 */
record PatchBody(LeadStatus status, Optional<String> reason) {

    static final int MAX_REASON = 256;

    private static final String STATUS = "status";
    private static final String REASON = "reason";

    /**
     * Reads a body.
     *
     * @param faults takes all that is wrong with it
     * @return empty if anything is
     */
    static Optional<PatchBody> read(byte[] body, List<Fault> faults) {
        return JsonObjectBody.read(body, faults).flatMap(document -> read(document, faults));
    }

    private static Optional<PatchBody> read(JsonNode document, List<Fault> faults) {
        List<Fault> found = new ArrayList<>();
        JsonObjectBody.requireOnly(document, Set.of(STATUS, REASON), "only status and reason can be changed", found);
        Optional<LeadStatus> status = status(document.path(STATUS), found);
        Optional<String> reason = reason(document.path(REASON), found);
        faults.addAll(found);
        return found.isEmpty() ? status.map(to -> new PatchBody(to, reason)) : Optional.empty();
    }

    private static Optional<LeadStatus> status(JsonNode value, List<Fault> faults) {
        if (value.isMissingNode()) {
            faults.add(new Fault("/status", "required", "is required"));
            return Optional.empty();
        }
        Optional<LeadStatus> status = Arrays.stream(LeadStatus.values())
                .filter(known -> value.isTextual() && known.name().equals(value.textValue()))
                .findFirst();
        if (status.isEmpty()) {
            String all =
                    Arrays.stream(LeadStatus.values()).map(LeadStatus::name).collect(Collectors.joining(", "));
            faults.add(new Fault("/status", value.isTextual() ? "enum" : "type", "must be one of " + all));
        }
        return status;
    }

    private static Optional<String> reason(JsonNode value, List<Fault> faults) {
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            faults.add(new Fault("/reason", "type", "must be of type string"));
            return Optional.empty();
        }
        String reason = value.textValue();
        if (reason.isBlank()) {
            faults.add(new Fault("/reason", "minLength", "must say something, or be left out"));
        } else if (reason.length() > MAX_REASON) {
            faults.add(new Fault("/reason", "maxLength", "must have at most " + MAX_REASON + " characters"));
        } else if (!PlainText.is(reason) || reason.codePoints().anyMatch(PatchBody::breaksTheLine)) {
            faults.add(new Fault(
                    "/reason", "pattern", "must be one line of text without control or invisible characters"));
        }
        return Optional.of(reason);
    }

    private static boolean breaksTheLine(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return "PatchBody[" + status + "]";
    }
}
