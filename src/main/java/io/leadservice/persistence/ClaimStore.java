package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.vertx.core.Future;
import java.util.List;

/**
 * Where claims rest. That there is one of each id is the store's promise, on which the others here rest. Calls fail as
 * those of {@link LeadStore} do.
 */
interface ClaimStore {

    /**
     * Makes those of one lead's claims that nobody has.
     *
     * @return what was made, and what stands in the way of the rest; a claim that is in neither went meanwhile: ask again
     */
    Future<Taken> take(List<Claim> claims, Deadline deadline);

    /**
     * Puts a claim in the place of another one with the same id.
     *
     * @return false if the other one is not there any more, and then nothing is changed
     */
    Future<Boolean> replace(Claim other, Claim claim, Deadline deadline);

    /** Takes back claims of one attempt; those that are another's by now stay. */
    Future<Void> release(List<Claim> claims);

    /** Takes no more claims and ends those at work; the connection is its owner's. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }

    /**
     * What became of the claims of a lead.
     *
     * @param made this lead's now
     * @param others those that stand in the way
     */
    record Taken(List<Claim> made, List<Claim> others) {
        public Taken {
            made = List.copyOf(made);
            others = List.copyOf(others);
        }
    }
}
