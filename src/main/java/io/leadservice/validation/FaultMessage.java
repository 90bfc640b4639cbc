package io.leadservice.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says what a schema allows, from the schema alone, so that no value that was sent can get into a message. */
final class FaultMessage {

    private FaultMessage() {}

    /**
     * @param keyword the keyword that failed
     * @param schema the schema that holds it
     */
    static String of(String keyword, JsonNode schema) {
        String limit = schema.path(keyword).asText();
        return switch (keyword) {
            case "required" -> described(schema, "is required");
            case "type" -> "must be of type " + list(schema.path(keyword), " or ");
            case "enum" -> "must be one of " + list(schema.path(keyword), ", ");
            case "minimum" -> "must be at least " + limit;
            case "maximum" -> "must be at most " + limit;
            case "minLength" -> "must have at least " + limit + " characters";
            case "maxLength" -> "must have at most " + limit + " characters";
            case "minItems" -> "must have at least " + limit + " elements";
            case "maxItems" -> "must have at most " + limit + " elements";
            case "maxProperties" -> "must have at most " + limit + " fields";
            default -> described(schema, "does not fit the schema");
        };
    }

    private static String described(JsonNode schema, String otherwise) {
        return schema.path("description").asText(otherwise);
    }

    private static String list(JsonNode values, String separator) {
        return values.isArray()
                ? StreamSupport.stream(values.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(separator))
                : values.asText();
    }
}
