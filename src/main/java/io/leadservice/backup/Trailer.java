package io.leadservice.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.backup.Frame.Kind;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The end of a backup: without it the file is a part of one.
 *
 * @param documents how many there are, by collection
 * @param sha256 over the checksums of all parts before, in hexadecimal: none is missing, none has moved
 */
record Trailer(Map<String, Long> documents, String sha256) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    Trailer {
        documents = Map.copyOf(documents);
    }

    Frame frame() {
        try {
            return new Frame(
                    Kind.TRAILER,
                    JSON.writeValueAsBytes(Map.of("documents", new TreeMap<>(documents), "sha256", sha256)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers are JSON", e);
        }
    }

    static Trailer of(Frame frame) {
        try {
            JsonNode json = JSON.readTree(frame.payload());
            return new Trailer(
                    JSON.convertValue(json.path("documents"), COUNTS),
                    json.path("sha256").asText());
        } catch (IOException | IllegalArgumentException e) {
            throw new BackupException("the backup is damaged: its end does not parse", e);
        }
    }
}
