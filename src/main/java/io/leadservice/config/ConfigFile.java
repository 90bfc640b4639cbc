package io.leadservice.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a configuration file, YAML or JSON. */
public final class ConfigFile {

    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    /** A key that stands there twice would hide one of its values. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ConfigFile() {}

    /**
     * Reads a file; an empty one sets nothing.
     *
     * @throws ConfigException if it is missing, unreadable, or not an object; the file's content is not in the message
     */
    public static Map<String, Object> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(List.of(file + " is no file"));
        }
        try {
            String text = Files.readString(file);
            return text.isBlank() ? Map.of() : YAML.readValue(text, TREE);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new ConfigException(List.of(file + " is not a YAML or JSON object, or has a key twice" + place));
        } catch (IOException e) {
            throw new ConfigException(
                    List.of(file + " cannot be read: " + e.getClass().getSimpleName()));
        }
    }
}
