package io.leadservice.cli.dev;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * One line of a file of leads: a plain lead, or a row {@code {"case", "expect": {"http", "findings"?}, "lead"}} that says
 * what is expected of its lead.
 *
 * @param line its number, from 1
 * @param lead what is posted, character for character as it stands in the file
 * @param label the row's case; empty for a plain lead
 * @param status the expected status; 0 for a plain lead
 * @param findings codes that must be found
 */
record LabelledLead(int line, String lead, Optional<String> label, int status, List<String> findings) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int LOWEST_STATUS = 100;
    private static final int HIGHEST_STATUS = 599;
    private static final int FIRST_REDIRECTION = 300;
    private static final int FIRST_SUCCESS = 200;
    // What the data's rule for clean rows names: findings about phone, e-mail, name, VIN or age.
    private static final List<String> NOT_CLEAN = List.of("phone.", "email.", "name.", "vehicle.vin", "contact.age");

    LabelledLead {
        Objects.requireNonNull(lead, "lead");
        findings = List.copyOf(findings);
    }

    /** @throws IllegalArgumentException naming the line if it is not one JSON object, or expects no HTTP status */
    static LabelledLead parse(int line, String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("line " + line + " is no JSON object");
            }
            Optional<String> label = Optional.empty();
            Optional<JsonNode> expected = Optional.empty();
            Optional<String> lead = Optional.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "case" -> label = Optional.of(textOf(parser));
                    case "expect" -> expected = Optional.of(JSON.readTree(raw(parser, text)));
                    case "lead" -> lead = Optional.of(raw(parser, text));
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("line " + line + " goes on after its JSON object");
            }
            if (expected.isEmpty() || lead.isEmpty()) {
                return new LabelledLead(line, text, Optional.empty(), 0, List.of());
            }
            return labelled(line, lead.get(), label.orElse("labelled"), expected.get());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("line " + line + " is no JSON", e);
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot be read", e);
        }
    }

    private static LabelledLead labelled(int line, String lead, String label, JsonNode expected) {
        int status = expected.path("http").asInt();
        if (status < LOWEST_STATUS || status > HIGHEST_STATUS) {
            throw new IllegalArgumentException("line " + line + ": expect.http is no HTTP status");
        }
        List<String> findings = StreamSupport.stream(expected.path("findings").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new LabelledLead(line, lead, Optional.of(label), status, findings);
    }

    /** Whether it repeats an earlier person, and so has to be sent after the others. */
    boolean duplicate() {
        return label.filter("duplicate"::equals).isPresent();
    }

    /** Whether an answer is the expected one; of a plain lead only success is expected. */
    boolean matches(int gotStatus, String body) {
        if (label.isEmpty()) {
            return gotStatus >= FIRST_SUCCESS && gotStatus < FIRST_REDIRECTION;
        }
        if (gotStatus != status) {
            return false;
        }
        Set<String> got = codes(body);
        boolean clean = !label.get().equals("clean")
                || got.stream().noneMatch(code -> NOT_CLEAN.stream().anyMatch(code::startsWith));
        return clean && got.containsAll(findings);
    }

    private static String textOf(JsonParser parser) throws IOException {
        String value = parser.getValueAsString();
        parser.skipChildren();
        return value == null ? "labelled" : value;
    }

    /** The value at hand as it is written, which a reader and a writer would change: 1.0, 1e999, keys given twice. */
    private static String raw(JsonParser parser, String text) throws IOException {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return text.substring(from, (int) parser.currentLocation().getCharOffset());
    }

    private static Set<String> codes(String body) {
        try {
            Set<String> codes = new TreeSet<>();
            JSON.readTree(body)
                    .path("validation_results")
                    .forEach(result -> codes.add(result.path("code").asText()));
            return codes;
        } catch (JsonProcessingException e) {
            return Set.of();
        }
    }
}
