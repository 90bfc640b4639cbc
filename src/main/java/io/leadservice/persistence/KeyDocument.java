package io.leadservice.persistence;

import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.Answer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Maps an idempotency key to its document in MongoDB and back. */
final class KeyDocument {

    static final String ANSWER = "answer";
    static final String ATTEMPT = "attempt";
    static final String LEAD_ID = "lead_id";
    static final String LOCKED_UNTIL = "locked_until";

    private KeyDocument() {}

    static JsonObject of(KeyRecord key) {
        JsonObject document = MongoCalls.byId(key.id())
                .put("fingerprint", key.fingerprint())
                .put(LEAD_ID, key.leadId())
                .put(ATTEMPT, key.attempt())
                .put(LOCKED_UNTIL, LeadDocument.date(key.lockedUntil()))
                .put(Expiry.FIELD, LeadDocument.date(key.expiresAt()));
        key.answer().ifPresent(answer -> document.put(ANSWER, of(answer)));
        return document;
    }

    static JsonObject of(Answer answer) {
        return new JsonObject()
                .put("status", answer.status())
                .put("headers", new JsonObject(new HashMap<>(answer.headers())))
                .put("body", LeadDocument.binary(answer.body()));
    }

    /** @throws Failure as CORRUPT if the document is not one of ours */
    static KeyRecord read(JsonObject document) {
        try {
            return new KeyRecord(
                    document.getString("_id"),
                    document.getString("fingerprint"),
                    document.getString(LEAD_ID),
                    document.getString(ATTEMPT),
                    LeadDocument.instant(document, LOCKED_UNTIL),
                    LeadDocument.instant(document, Expiry.FIELD),
                    Optional.ofNullable(document.getJsonObject(ANSWER)).map(KeyDocument::readAnswer));
        } catch (RuntimeException e) {
            throw new Failure(FailureCode.CORRUPT, "an idempotency key does not parse", e);
        }
    }

    private static Answer readAnswer(JsonObject json) {
        Map<String, String> headers = new HashMap<>();
        JsonObject stored = json.getJsonObject("headers");
        stored.fieldNames().forEach(name -> headers.put(name, stored.getString(name)));
        Bytes body = LeadDocument.readBinary(json.getJsonObject("body"));
        return new Answer(json.getInteger("status"), headers, body);
    }
}
