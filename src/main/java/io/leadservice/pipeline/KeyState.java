package io.leadservice.pipeline;

/** What is known of an idempotency key. */
public sealed interface KeyState {

    /**
     * It is this request's: the work can begin, or go on where an earlier request left it.
     *
     * @param leadId the id that was given at first sight
     */
    record Granted(String leadId) implements KeyState {}

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
