package io.leadservice.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.backup.Frame.Kind;
import io.leadservice.crypto.KeyedHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * What a backup says of itself before all else.
 *
 * @param startedAt every lead that was acknowledged before is in it
 * @param keyCheck a keyed hash that tells whether the service's key is that of the backup, and nothing of the key
 */
record Header(Instant startedAt, String keyCheck) {

    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] CHECKED = "lead-service backup".getBytes(StandardCharsets.UTF_8);

    /** @param serviceKey 256 bits */
    static String keyCheck(byte[] serviceKey) {
        return KeyedHash.of(serviceKey, "backup-key-check").of(CHECKED);
    }

    Frame frame() {
        try {
            return new Frame(
                    Kind.HEADER,
                    JSON.writeValueAsBytes(
                            Map.of("format", FORMAT, "started_at", startedAt.toString(), "key_check", keyCheck)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers are JSON", e);
        }
    }

    static Header of(Frame frame) {
        if (frame.kind() != Kind.HEADER) {
            throw new BackupException("the backup is damaged: it does not begin with its header");
        }
        try {
            JsonNode json = JSON.readTree(frame.payload());
            int format = json.path("format").asInt();
            if (format != FORMAT) {
                throw new BackupException("the backup has format " + format + ", and this version reads " + FORMAT);
            }
            return new Header(
                    Instant.parse(json.path("started_at").asText()),
                    json.path("key_check").asText());
        } catch (IOException e) {
            throw new BackupException("the backup is damaged: its header does not parse", e);
        }
    }
}
