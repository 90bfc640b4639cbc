package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The OpenAPI file as the judge of answers: status, media type, required headers and body must be as it says. */
final class OpenApiContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode contract;
    /** Compiled at the first use, which takes longer than an answer does; any thread. */
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    private OpenApiContract(JsonNode contract) {
        this.contract = contract;
    }

    static OpenApiContract load() {
        try (InputStream stream = OpenApiContract.class.getResourceAsStream("/openapi.yaml")) {
            return new OpenApiContract(new YAMLMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void check(HttpRequest request, HttpResponse<String> response) throws IOException {
        String path = request.uri().getPath();
        String status = Integer.toString(response.statusCode());
        JsonNode described = operation(path, request.method())
                .map(operation -> resolve(operation.at("/responses/" + status)))
                .orElseGet(() -> contract.at("/components/responses/Problem" + status));
        assertThat(described.isMissingNode())
                .as("%s %s answers %s, which the contract does not know", request.method(), path, status)
                .isFalse();
        described.path("headers").properties().forEach(header -> {
            if (resolve(header.getValue()).path("required").asBoolean()) {
                assertThat(response.headers().firstValue(header.getKey()))
                        .as(header.getKey())
                        .isPresent();
            }
        });
        if (described.path("content").isMissingNode()) {
            assertThat(response.body()).as("body of %s %s", path, status).isEmpty();
            return;
        }
        String type = response.headers().firstValue("content-type").orElse("").split(";")[0];
        JsonNode media = described.path("content").path(type);
        assertThat(media.isMissingNode()).as("%s of %s %s", type, path, status).isFalse();
        if (type.endsWith("ndjson")) {
            for (String line : response.body().lines().toList()) {
                assertThat(errors(media.get("schema"), line)).as(line).isEmpty();
            }
        } else if (type.endsWith("json") && !type.startsWith("application/schema")) {
            assertThat(errors(media.get("schema"), response.body())).isEmpty();
        }
    }

    private List<Error> errors(JsonNode schema, String body) throws IOException {
        return compiled.computeIfAbsent(schema, this::compile)
                .validate(
                        JSON.readTree(body),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private Schema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.set("components", contract.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }

    private Optional<JsonNode> operation(String path, String method) {
        return contract.get("paths").properties().stream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
                .map(Map.Entry::getValue)
                .map(item -> item.path(method.toLowerCase(Locale.ROOT)))
                .filter(operation -> !operation.isMissingNode())
                .findFirst();
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? contract.at(node.get("$ref").asText().substring(1)) : node;
    }
}
