package io.leadservice.pipeline;

import java.time.Instant;

/** What became of the wish to erase a lead. */
public sealed interface EraseResult {

    /**
     * Its personal data are destroyed, now or since an earlier request, and that is durable.
     *
     * @param at since when
     */
    record Destroyed(Instant at) implements EraseResult {}

    /** There is no such lead, or it is another client's: callers cannot tell which. */
    record NothingThere() implements EraseResult {}
}
