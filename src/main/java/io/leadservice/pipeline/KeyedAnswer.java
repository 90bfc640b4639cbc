package io.leadservice.pipeline;

import io.leadservice.lead.Bytes;

/**
 * What a client was promised under an idempotency key, to be kept once there is a store. It rests in the intake topic, so a
 * member may be added and none renamed.
 *
 * @param key the client's
 * @param digest SHA-256 of the payload as sent
 * @param answer what it was told
 */
public record KeyedAnswer(IdempotencyKey key, Bytes digest, Answer answer) {}
