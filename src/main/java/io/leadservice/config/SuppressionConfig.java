package io.leadservice.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Lists of people who must not be contacted, as files of hashes.
 *
 * @param files by the name of the list: {@code internal}, {@code dnc}, {@code litigators}
 * @param hmacKey the key of the hashes; without it they are plain SHA-256
 */
public record SuppressionConfig(Map<String, Path> files, Optional<Secret> hmacKey) {

    public SuppressionConfig {
        files = Map.copyOf(files);
    }
}
