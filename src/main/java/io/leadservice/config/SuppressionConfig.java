package io.leadservice.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists of people who must not be contacted, as files of hashes and as sets of hashes in Redis.
 *
 * @param files by the name of the list: {@code internal}, {@code dnc}, {@code litigators}
 * @param hmacKey the key of the hashes; without it they are plain SHA-256
 * @param redis whether the sets in Redis are asked as well
 */
public record SuppressionConfig(Map<String, Path> files, Optional<Secret> hmacKey, boolean redis) {

    /** The names of the lists. */
    public static final List<String> LISTS = List.of("internal", "dnc", "litigators");

    public SuppressionConfig {
        files = Map.copyOf(files);
    }
}
