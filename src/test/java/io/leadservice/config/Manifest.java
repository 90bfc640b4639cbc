package io.leadservice.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An object of Kubernetes as it stands in k8s/, with the schema of its kind as the judge. */
record Manifest(Path file, JsonNode object) {

    static final Path FOLDER = Path.of("k8s");
    private static final JsonNode SCHEMAS = schemas();

    /** Those of all files below the folder, templates included. */
    static List<Manifest> all() throws IOException {
        List<Manifest> all = new ArrayList<>();
        YAMLMapper yaml = new YAMLMapper();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                yaml.readerFor(JsonNode.class)
                        .<JsonNode>readValues(file.toFile())
                        .forEachRemaining(object -> all.add(new Manifest(file, object)));
            }
        }
        return all;
    }

    String kind() {
        return object.path("kind").asText();
    }

    /** What a pod of it is made of; missing for what makes no pods. */
    JsonNode pod() {
        return switch (kind()) {
            case "Deployment" -> object.at("/spec/template/spec");
            case "CronJob" -> object.at("/spec/jobTemplate/spec/template/spec");
            default -> object.at("/missing");
        };
    }

    JsonNode container() {
        return pod().at("/containers/0");
    }

    /** What the schema of the kind objects to; fields that it does not know among it. */
    List<Error> faults() {
        String kind = object.path("apiVersion").asText() + "/" + kind();
        if (!SCHEMAS.path("kinds").has(kind)) {
            throw new AssertionError(file + " is of " + kind + ", of which bin/kubernetes-schemas knows nothing");
        }
        ObjectNode schema = ((ObjectNode) SCHEMAS.deepCopy()).without(List.of("kinds"));
        schema.put("$ref", "#/$defs/" + SCHEMAS.path("kinds").path(kind).asText());
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(object);
    }

    private static JsonNode schemas() {
        try (InputStream in = Manifest.class.getResourceAsStream("/kubernetes-schemas.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file + " " + kind() + " " + object.at("/metadata/name").asText();
    }
}
