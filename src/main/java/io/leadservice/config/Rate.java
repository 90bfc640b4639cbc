package io.leadservice.config;

/**
 * How often something may happen.
 *
 * @param perSecond how many a second in the long run
 * @param burst how many at once after a rest
 */
public record Rate(int perSecond, int burst) {}
