package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Answer;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Where idempotency keys rest. That there is one record of each id is the store's promise, on which the others here rest.
 * Calls fail as those of {@link LeadStore} do.
 */
interface KeyStore {

    /**
     * Adds a key.
     *
     * @return empty if it was added, else the record that is there
     */
    Future<Optional<KeyRecord>> add(KeyRecord key, Deadline deadline);

    /**
     * Puts a record in the place of one that has no answer, or has ended.
     *
     * @param old as it was read
     * @return false if it is not as it was any more, and then nothing is changed
     */
    Future<Boolean> replace(KeyRecord old, KeyRecord key, Deadline deadline);

    /**
     * Keeps the answer of a lead's submission, unless one is kept.
     *
     * @return the answer that is kept; the given one if the key is gone or another lead's by now
     */
    Future<Answer> keep(Kept kept, Deadline deadline);

    /** Frees a key without an answer that this attempt has: forgotten, or open to the next request at once. */
    Future<Void> release(String id, String attempt, boolean forget, Deadline deadline);

    /** Takes nothing more and ends what is at work; the connection is its owner's. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }

    /** An answer and what it belongs to. */
    record Kept(String id, String leadId, Answer answer) {}
}
