package io.leadservice.pipeline;

/**
 * Asks persistence to keep the answer to a key's submission; the reply is the answer that is kept, which is another one if
 * an earlier request of the same lead was first.
 *
 * @param leadId the id under which the work was done
 */
public record KeepAnswer(IdempotencyKey key, String leadId, Answer answer) {}
