package io.leadservice.backup;

import io.leadservice.backup.Chunk.Label;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Counts and checks the parts of a backup in their order, the same way when it is written, resumed and read. */
final class Tally {

    private final MessageDigest chain = Frame.sha256();
    private final Map<String, Long> documents = new TreeMap<>();
    private String sha256 = "";

    /** @param header of the file, which says what can be in it */
    Tally(Header header) {
        for (StoredCollection collection : header.kind().collections()) {
            documents.put(collection.wireName(), 0L);
        }
    }

    void header(Frame frame) {
        chain.update(frame.digest());
    }

    void chunk(Frame frame, Label label) {
        chain.update(frame.digest());
        if (documents.computeIfPresent(label.collection().wireName(), (name, count) -> count + label.count()) == null) {
            throw new BackupException("the backup is damaged: a part of the other file");
        }
    }

    /** The end that fits; nothing can be added after it. */
    Trailer trailer() {
        if (sha256.isEmpty()) {
            sha256 = HexFormat.of().formatHex(chain.digest());
        }
        return new Trailer(documents, sha256);
    }
}
