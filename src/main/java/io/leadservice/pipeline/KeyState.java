package io.leadservice.pipeline;

import java.util.Optional;

/** What is known of an idempotency key. */
public sealed interface KeyState {

    /**
     * It is this request's: the work can begin, or go on where an earlier request left it.
     *
     * @param leadId the id that was given at first sight
     * @param stored the lead, if an earlier request has stored it: its answer is made of it
     */
    record Granted(String leadId, Optional<AcceptedLead> stored) implements KeyState {

        /** Nothing is stored yet, as far as is known. */
        public Granted(String leadId) {
            this(leadId, Optional.empty());
        }
    }

    /** The work is done. */
    record Answered(Answer answer) implements KeyState {}

    /** An earlier request is at work, under this lead id. */
    record AtWork(String leadId) implements KeyState {}

    /**
     * The store does not answer, so nothing is known but the id that the lead has, whether it is the first of its key or
     * not.
     */
    record Unknown(String leadId) implements KeyState {}

    /** It came with another payload before. */
    record Reused() implements KeyState {}
}
