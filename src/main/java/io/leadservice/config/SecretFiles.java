package io.leadservice.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Secrets that stand in files, as an orchestrator mounts them: {@code JWT_SECRET_FILE} names the file with what
 * {@code JWT_SECRET} would hold.
 */
final class SecretFiles {

    static final List<String> VARIABLES = List.of(
            "MONGODB_URI",
            "REDIS_URL",
            "KAFKA_SASL_JAAS_CONFIG",
            "ENCRYPTION_KEY",
            "JWT_SECRET",
            "LEAD_VALIDATION_SUPPRESSION_HMAC_KEY");

    private static final String SUFFIX = "_FILE";
    private static final int MAX_BYTES = 65_536;

    private SecretFiles() {}

    /**
     * The environment with the secrets of files in place.
     *
     * @param problems takes what is wrong with them, without what is in them
     */
    static Map<String, String> resolve(Map<String, String> env, List<String> problems) {
        Map<String, String> resolved = new HashMap<>(env);
        for (String variable : VARIABLES) {
            String file = env.getOrDefault(variable + SUFFIX, "");
            if (file.isBlank()) {
                continue;
            }
            if (!env.getOrDefault(variable, "").isBlank()) {
                problems.add(variable + " and " + variable + SUFFIX + " are both set, but one is enough");
            } else {
                resolved.put(variable, read(variable, file, problems));
            }
        }
        return resolved;
    }

    private static String read(String variable, String file, List<String> problems) {
        try {
            Path path = Path.of(file);
            String content =
                    Files.size(path) > MAX_BYTES ? "" : Files.readString(path).strip();
            if (!content.isEmpty()) {
                return content;
            }
        } catch (IOException | InvalidPathException e) {
            // told below, in the same words as an empty file
        }
        problems.add(variable + SUFFIX + " is '" + file + "', but must be a readable file with the secret in it");
        return "";
    }
}
