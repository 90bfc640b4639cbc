package io.leadservice.persistence;

import io.leadservice.pipeline.Answer;
import java.time.Instant;
import java.util.Optional;

/**
 * What rests of an idempotency key.
 *
 * @param id keyed hash of client and key
 * @param fingerprint keyed hash of the payload
 * @param leadId follows from client, key and payload, so it is the same for every retry
 * @param attempt the request that has it, or had it last
 * @param lockedUntil until when that request is left alone, by the clock of the node
 * @param expiresAt from when the key is as new
 * @param answer once the work is done
 */
record KeyRecord(
        String id,
        String fingerprint,
        String leadId,
        String attempt,
        Instant lockedUntil,
        Instant expiresAt,
        Optional<Answer> answer) {

    /** The same work in the hands of another request. */
    KeyRecord takenBy(String otherAttempt, Instant until) {
        return new KeyRecord(id, fingerprint, leadId, otherAttempt, until, expiresAt, answer);
    }
}
