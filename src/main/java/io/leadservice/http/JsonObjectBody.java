package io.leadservice.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadservice.lead.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads small bodies that are one JSON object, strictly: no name twice, nothing behind it, UTF-8 and nothing else. */
final class JsonObjectBody {

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private JsonObjectBody() {}

    /**
     * Reads a body.
     *
     * @param faults takes what is wrong with it
     * @return empty if anything is
     */
    static Optional<JsonNode> read(byte[] body, List<Fault> faults) {
        JsonNode document;
        try {
            // Strict about encoding: a decoder throws where the constructor of String would put a question mark.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            document = JSON.readTree(text);
        } catch (IOException e) {
            faults.add(new Fault("", "json", "the body is no JSON in UTF-8"));
            return Optional.empty();
        }
        if (document.isMissingNode()) {
            faults.add(new Fault("", "json", "the body is empty"));
            return Optional.empty();
        }
        if (!document.isObject()) {
            faults.add(new Fault("", "type", "must be an object"));
            return Optional.empty();
        }
        return Optional.of(document);
    }

    /** Adds a fault for each member of another name. */
    static void requireOnly(JsonNode document, Set<String> names, String message, List<Fault> faults) {
        document.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                faults.add(new Fault("/" + escaped(name), "additionalProperties", message));
            }
        });
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
