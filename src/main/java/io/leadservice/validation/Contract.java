package io.leadservice.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.leadservice.lead.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The published JSON Schema files, asked whether a document fits them. One for each node; thread-safe.
 *
 * <p>Messages name what is allowed and never what was sent.
 */
public final class Contract {

    static final int MAX_FAULTS = 50;

    private static final String BASE = "https://leadservice.io/schemas/v1/";
    private static final List<String> FILES =
            List.of("lead", "auto", "home", "health", "life", "renters", "commercial");

    private final Schema lead;

    private Contract(Schema lead) {
        this.lead = lead;
    }

    /** Loads the schema files; blocks for a moment, so call it from a worker thread. */
    public static Contract load() {
        Map<String, String> schemas = new HashMap<>();
        FILES.forEach(name -> schemas.put(BASE + name + ".json", resource("/schemas/v1/" + name + ".json")));
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(schemas));
        Schema lead = registry.getSchema(SchemaLocation.of(BASE + "lead.json"));
        lead.initializeValidators();
        return new Contract(lead);
    }

    /** What does not fit, in the order of the schema; empty if all does. */
    List<Fault> check(JsonNode document, Year thisYear) {
        List<Fault> faults = new ArrayList<>();
        List<Error> errors = lead.validate(
                document, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        errors.stream().limit(MAX_FAULTS).map(Contract::fault).distinct().forEach(faults::add);
        checkVehicleYear(document, thisYear, faults);
        return faults;
    }

    /** The one bound that a schema file cannot state. */
    private static void checkVehicleYear(JsonNode document, Year thisYear, List<Fault> faults) {
        JsonNode year = document.at("/vertical_data/vehicleYear");
        int newest = thisYear.getValue() + 1;
        if (document.path("vertical").asText().equals("AUTO") && year.isIntegralNumber() && year.asLong() > newest) {
            faults.add(new Fault("/vertical_data/vehicleYear", "maximum", "must be at most " + newest));
        }
    }

    private static Fault fault(Error error) {
        String pointer = error.getInstanceLocation().toString();
        String keyword = error.getKeyword();
        if (keyword.equals("required") && error.getProperty() != null) {
            return new Fault(pointer + "/" + escape(error.getProperty()), keyword, "is required");
        }
        JsonNode allowed = error.getSchemaNode();
        return new Fault(pointer, keyword, message(keyword, allowed));
    }

    private static String message(String keyword, JsonNode allowed) {
        return switch (keyword) {
            case "type" -> "must be of type " + allowed.toString().replace("\"", "");
            case "enum" -> "must be one of " + allowed.toString().replace("\"", "");
            case "minimum" -> "must be at least " + allowed;
            case "maximum" -> "must be at most " + allowed;
            case "minLength" -> "must have at least " + allowed + " characters";
            case "maxLength" -> "must have at most " + allowed + " characters";
            case "minItems" -> "must have at least " + allowed + " items";
            case "maxItems" -> "must have at most " + allowed + " items";
            case "pattern" -> "must match " + allowed.asText();
            case "format" -> "must be a " + allowed.asText();
            case "required" -> "lacks a required field";
            case "anyOf" -> "must fit one of the forms of the contract";
            default -> "does not fit the contract (" + keyword + ")";
        };
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String resource(String path) {
        try (InputStream stream = Contract.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
