package io.leadservice.resilience;

import java.time.Duration;

/**
 * How items are gathered into shared calls.
 *
 * @param maxSize the most items of one call
 * @param minInterval the least between the beginnings of two calls, unless the next is full or late; zero for none
 * @param maxDelay the longest that an item waits for the calls before it
 * @param maxWaiting how many items may wait; more are refused
 */
public record BatchPolicy(int maxSize, Duration minInterval, Duration maxDelay, int maxWaiting) {}
