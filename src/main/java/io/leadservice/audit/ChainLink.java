package io.leadservice.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.pipeline.AuditEntry;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An entry in its place: of which chain, after which other one. Its hash is the SHA-256 of a JSON array of all its values as
 * text, in the order of this record, with {@code null} for what is empty; that of the one before stands last.
 *
 * @param chain one of each start of a process that writes
 * @param sequence from 0 on, without a gap
 * @param previous the hash of the entry before; {@link #BEGIN} for the first
 */
record ChainLink(String chain, long sequence, AuditEntry entry, String previous) {

    /** What the first entry of a chain follows. */
    static final String BEGIN = "0".repeat(64);

    private static final ObjectMapper JSON = new ObjectMapper();

    String id() {
        return id(chain, sequence);
    }

    static String id(String chain, long sequence) {
        return chain + "/" + String.format("%012d", sequence);
    }

    String hash() {
        List<String> values = new ArrayList<>(
                List.of(chain, Long.toString(sequence), entry.at().toString()));
        values.add(entry.who().orElse(null));
        values.add(entry.what());
        values.add(entry.lead().orElse(null));
        values.add(entry.from().orElse(null));
        values.add(entry.outcome());
        values.add(entry.request().orElse(null));
        values.add(entry.detail().orElse(null));
        values.add(previous);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(values));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("text is JSON, and every Java has SHA-256", e);
        }
    }

    JsonObject document() {
        JsonObject document = new JsonObject()
                .put("_id", id())
                .put("chain", chain)
                .put("sequence", sequence)
                .put("at", entry.at().toString())
                .put("what", entry.what())
                .put("outcome", entry.outcome())
                .put("previous", previous)
                .put("hash", hash());
        entry.who().ifPresent(value -> document.put("who", value));
        entry.lead().ifPresent(value -> document.put("lead", value));
        entry.from().ifPresent(value -> document.put("from", value));
        entry.request().ifPresent(value -> document.put("request", value));
        entry.detail().ifPresent(value -> document.put("detail", value));
        return document;
    }

    /** @throws RuntimeException if the document is none of ours */
    static ChainLink of(JsonObject document) {
        return new ChainLink(
                text(document, "chain").orElseThrow(),
                document.getLong("sequence"),
                new AuditEntry(
                        Instant.parse(text(document, "at").orElseThrow()),
                        text(document, "who"),
                        text(document, "what").orElseThrow(),
                        text(document, "lead"),
                        text(document, "from"),
                        text(document, "outcome").orElseThrow(),
                        text(document, "request"),
                        text(document, "detail")),
                text(document, "previous").orElseThrow());
    }

    private static Optional<String> text(JsonObject document, String name) {
        return Optional.ofNullable(document.getString(name));
    }
}
