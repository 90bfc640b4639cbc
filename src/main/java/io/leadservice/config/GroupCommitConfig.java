package io.leadservice.config;

import java.time.Duration;

/**
 * How inserts that come while another is on its way are gathered into one write, in each persistence instance.
 *
 * @param maxSize the most in one write
 * @param minInterval the least between the beginnings of two writes, unless the next is full or late; zero for none
 * @param maxDelay the longest that one waits for those before it
 * @param maxWaiting how many may wait; more are refused as busy
 */
public record GroupCommitConfig(int maxSize, Duration minInterval, Duration maxDelay, int maxWaiting) {}
