package io.leadservice.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.crypto.KeyedHash;
import io.leadservice.crypto.ServiceKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a backup says of itself before all else.
 *
 * @param startedAt every lead that was acknowledged before is in it
 * @param keyCheck a keyed hash that tells whether the service's key is that of the backup, and nothing of the key
 * @param kind which of the two files it is
 */
record Header(Instant startedAt, String keyCheck, Kind kind) {

    /** In format 1 the leads carried their data keys. */
    private static final int FORMAT = 2;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] CHECKED = "lead-service backup".getBytes(StandardCharsets.UTF_8);

    /** The files of a backup. */
    enum Kind {
        /** Leads without their data keys, claims and answers. */
        LEADS,
        /** The data keys of the leads that are not erased, and who is. */
        DATA_KEYS;

        /** What is in it. */
        List<StoredCollection> collections() {
            return this == LEADS ? StoredCollection.BACKUP_ORDER : StoredCollection.KEY_FILE;
        }
    }

    /** The same for all keys of one root. */
    static String keyCheck(ServiceKeys serviceKeys) {
        return KeyedHash.of(serviceKeys.root(), "backup-key-check").of(CHECKED);
    }

    Frame frame() {
        try {
            return new Frame(
                    Frame.Kind.HEADER,
                    JSON.writeValueAsBytes(Map.of(
                            "format",
                            FORMAT,
                            "started_at",
                            startedAt.toString(),
                            "key_check",
                            keyCheck,
                            "kind",
                            kind.name())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers are JSON", e);
        }
    }

    static Header of(Frame frame) {
        if (frame.kind() != Frame.Kind.HEADER) {
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
                    json.path("key_check").asText(),
                    Kind.valueOf(json.path("kind").asText()));
        } catch (IOException | IllegalArgumentException e) {
            throw new BackupException("the backup is damaged: its header does not parse", e);
        }
    }
}
