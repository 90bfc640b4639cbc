package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/**
 * Where leads rest. Every call ends within the deadline and the store's time-out and fails with
 * {@link io.leadservice.bus.FailureCode#BACK_END}, {@link io.leadservice.bus.FailureCode#DEADLINE} where no time was left,
 * or {@link io.leadservice.bus.FailureCode#CORRUPT} for a document that cannot be read.
 */
interface LeadStore {

    /**
     * Keeps a new lead and its events by one durable write.
     *
     * @return false if the id is there already, and then nothing is changed
     */
    Future<Boolean> insert(StoredLead lead, Deadline deadline);

    Future<Optional<StoredLead>> find(String id, Deadline deadline);

    /** Which of these leads are stored. */
    Future<Set<String>> existing(Set<String> ids, Deadline deadline);

    /** Takes no more inserts and ends those at work; the connection is its owner's. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }
}
