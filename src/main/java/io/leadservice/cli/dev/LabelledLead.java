package io.leadservice.cli.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One line of a file of leads: a plain lead, or a row that says what is expected.
 *
 * @param line its number, from 1
 * @param lead what is posted
 * @param label the row's case; empty for a plain lead
 * @param status the expected status
 * @param findings codes that must be found
 */
record LabelledLead(int line, String lead, Optional<String> label, int status, List<String> findings) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CLEAN = List.of("phone.", "email.", "name.", "vehicle.vin", "contact.age");

    /** @throws IllegalArgumentException naming the line if it is no JSON object */
    static LabelledLead parse(int line, String text) {
        try {
            JsonNode row = JSON.readTree(text);
            if (!row.isObject()) {
                throw new IllegalArgumentException("line " + line + " is no JSON object");
            }
            if (!row.has("expect") || !row.has("lead")) {
                return new LabelledLead(line, text, Optional.empty(), 0, List.of());
            }
            List<String> findings = StreamSupport.stream(
                            row.at("/expect/findings").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            return new LabelledLead(
                    line,
                    row.get("lead").toString(),
                    Optional.of(row.path("case").asText("labelled")),
                    row.at("/expect/http").asInt(),
                    findings);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("line " + line + " is no JSON", e);
        }
    }

    /** Whether it repeats an earlier person, and so has to be sent after the others. */
    boolean duplicate() {
        return label.filter("duplicate"::equals).isPresent();
    }

    /** Whether an answer is the expected one. */
    boolean matches(int gotStatus, String body) {
        if (gotStatus != status) {
            return false;
        }
        Set<String> got = codes(body);
        boolean clean = !label.filter("clean"::equals).isPresent()
                || got.stream().noneMatch(code -> CLEAN.stream().anyMatch(code::startsWith));
        return clean && got.containsAll(findings);
    }

    private static Set<String> codes(String body) {
        try {
            Stream<JsonNode> results = StreamSupport.stream(
                    JSON.readTree(body).path("validation_results").spliterator(), false);
            return new TreeSet<>(
                    results.map(result -> result.path("code").asText()).toList());
        } catch (JsonProcessingException e) {
            return Set.of();
        }
    }
}
