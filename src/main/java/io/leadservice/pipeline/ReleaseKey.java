package io.leadservice.pipeline;

/**
 * Tells persistence that a request ended without an answer to keep.
 *
 * @param attempt the request
 * @param forget whether nothing came of it, so that the key is as new; else the next request goes on under the same lead id
 */
public record ReleaseKey(IdempotencyKey key, String attempt, boolean forget) {}
