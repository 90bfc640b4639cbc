package io.leadservice.config;

/**
 * Many leads by one request.
 *
 * @param maxRows the most rows of a batch
 * @param window how many rows of a batch are at work at once, or wait for those before them
 * @param maxUnreadBytes how much of its answer a batch holds for a client that does not read yet
 * @param maxAtOnce how many batches each HTTP instance has at work; more are refused as busy
 */
public record BatchConfig(int maxRows, int window, int maxUnreadBytes, int maxAtOnce) {}
