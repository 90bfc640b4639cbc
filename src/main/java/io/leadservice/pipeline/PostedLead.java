package io.leadservice.pipeline;

import java.util.Optional;

/**
 * Asks the edge of another node for the answer to a posted lead, whose sender, size and key are checked. Asking twice for the same
 * attempt gives the same lead.
 *
 * @param key by which a retry is known
 * @param async whether the client would rather be answered before the work is done
 * @param requestId of the post
 * @param attempt the request that has the key
 */
public record PostedLead(
        Submission submission, Optional<IdempotencyKey> key, boolean async, String requestId, String attempt) {}
