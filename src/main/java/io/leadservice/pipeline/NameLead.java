package io.leadservice.pipeline;

import io.leadservice.lead.Bytes;

/**
 * Asks which lead id a submission under an idempotency key has, of somebody who needs no store to know.
 *
 * @param digest SHA-256 of the payload as sent
 */
public record NameLead(IdempotencyKey key, Bytes digest) {}
