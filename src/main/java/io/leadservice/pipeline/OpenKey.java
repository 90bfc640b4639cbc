package io.leadservice.pipeline;

import io.leadservice.lead.Bytes;
import java.time.Duration;

/**
 * Asks persistence whether a submission is the first of its key. Asking twice for the same attempt gives the same answer.
 *
 * @param digest SHA-256 of the payload as sent
 * @param attempt the request that asks
 * @param lock for how long it may be at work alone
 */
public record OpenKey(IdempotencyKey key, Bytes digest, String attempt, Duration lock) {}
