package io.leadservice.config;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells whether two configurations are the same, in whatever order their parts are told. No secret is in it, and none of the
 * Kafka clients' properties but their names.
 *
 * <p>Reads the records' components instead of their text: for the {@code toString} of every record the JVM makes code when it
 * is first called, which took a twentieth of a start.
 */
public final class ConfigHash {

    private ConfigHash() {}

    /** SHA-256 in hexadecimal. */
    public static String of(LeadServiceConfig config) {
        Map<String, String> values = new TreeMap<>();
        tell("", config, values);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(values.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void tell(String name, Object value, Map<String, String> into) {
        if (value instanceof Secret secret) {
            into.put(name, secret.toString());
        } else if (value instanceof KafkaConfig kafka) {
            tellParts(name, kafka.withoutPropertyValues(), into);
        } else if (value instanceof Record parts) {
            tellParts(name, parts, into);
        } else if (value instanceof Optional<?> one) {
            one.ifPresent(there -> tell(name, there, into));
        } else if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> tell(name + "." + key, entry, into));
        } else if (value instanceof List<?> list) {
            int position = 0;
            for (Object element : list) {
                tell(name + "." + position++, element, into);
            }
        } else {
            into.put(name, value.toString());
        }
    }

    private static void tellParts(String name, Record parts, Map<String, String> into) {
        for (RecordComponent part : parts.getClass().getRecordComponents()) {
            try {
                tell(name + "." + part.getName(), part.getAccessor().invoke(parts), into);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(parts.getClass() + " does not show its " + part.getName(), e);
            }
        }
    }
}
