package io.leadservice.validation;

import io.vertx.core.Future;
import java.util.Optional;

/** Lists of people who must not be contacted. Whoever asks stays on the own event loop; an answer has a bounded wait. */
public interface SuppressionLists {

    /** Nobody is on a list. */
    SuppressionLists NONE = (email, phone) -> Future.succeededFuture(Optional.empty());

    /**
     * The name of a list that holds one of the two; empty if none does. Fails if it cannot be told.
     *
     * @param email canonical
     * @param phone in E.164
     */
    Future<Optional<String>> holder(String email, Optional<String> phone);

    /** Called once before the first question, on the event loop that asks. */
    default Future<?> start() {
        return Future.succeededFuture();
    }

    /** Called once after the last answer. */
    default Future<?> stop() {
        return Future.succeededFuture();
    }

    /** These lists and, where they hold nobody, those others; started and stopped with the others. */
    default SuppressionLists or(SuppressionLists others) {
        return new EitherSuppressionLists(this, others);
    }
}
