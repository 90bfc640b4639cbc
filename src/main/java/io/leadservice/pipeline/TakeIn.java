package io.leadservice.pipeline;

import java.util.Optional;

/**
 * Asks intake to keep a submission in its queue until it is worked off. Asking twice queues it twice, which makes one lead
 * all the same: both have one lead id.
 *
 * @param submission fits the contract
 * @param promised the answer under its idempotency key, if it came with one
 * @param reason why it is not worked on at once
 * @param traceparent W3C trace context of the request
 */
public record TakeIn(
        Submission submission, Optional<KeyedAnswer> promised, QueueReason reason, Optional<String> traceparent) {}
