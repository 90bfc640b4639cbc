package io.leadservice.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.leadservice.lead.Fault;
import io.leadservice.validation.reference.Resources;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks documents against the JSON Schema files of the contract (draft 2020-12). Safe to share between threads. */
final class SchemaCheck {

    private static final String BASE = "https://leadservice.io/schemas/v1/";
    private static final String FOLDER = "schemas/v1/";
    private static final List<String> FILES = List.of(
            "lead.json", "auto.json", "home.json", "health.json", "life.json", "renters.json", "commercial.json");

    private final Schema lead;
    private final Map<String, JsonNode> documents;

    private SchemaCheck(Schema lead, Map<String, JsonNode> documents) {
        this.lead = lead;
        this.documents = documents;
    }

    /** Reads the schema files of this program. Blocks. */
    static SchemaCheck load() {
        Map<String, String> files = FILES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        (String file) -> BASE + file, (String file) -> Resources.text(FOLDER + file)));
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .preloadSchema(true)
                .build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(files).schemaRegistryConfig(config));
        Schema lead = registry.getSchema(SchemaLocation.of(BASE + "lead.json"));
        lead.initializeValidators();
        return new SchemaCheck(
                lead,
                files.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> tree(entry.getValue()))));
    }

    /** What does not fit, once for each field and keyword, in no order. */
    Stream<Fault> faults(JsonNode document) {
        return lead.validate(document).stream()
                .map(this::fault)
                .collect(Collectors.collectingAndThen(
                        Collectors.toMap(
                                fault -> fault.pointer() + ' ' + fault.code(), Function.identity(), (a, b) -> a),
                        distinct -> distinct.values().stream()));
    }

    private Fault fault(Error error) {
        String place = error.getInstanceLocation().toString();
        String property = error.getProperty();
        String pointer = property == null || !"required".equals(error.getKeyword())
                ? place
                : place + "/" + TreeWalk.escape(property);
        return new Fault(pointer, error.getKeyword(), FaultMessage.of(error.getKeyword(), schemaOf(error)));
    }

    /** The schema that holds the failed keyword. */
    private JsonNode schemaOf(Error error) {
        SchemaLocation location = error.getSchemaLocation();
        JsonNode document = documents.get(String.valueOf(location.getAbsoluteIri()));
        String keyword = String.valueOf(location.getFragment());
        int end = keyword.lastIndexOf('/');
        return document == null || end < 0 ? MissingNode.getInstance() : document.at(keyword.substring(0, end));
    }

    private static JsonNode tree(String schema) {
        try {
            return new JsonMapper().readTree(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema file of the program is broken", e);
        }
    }
}
