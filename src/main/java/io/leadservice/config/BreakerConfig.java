package io.leadservice.config;

import java.time.Duration;

/**
 * When the circuit breaker of a service outside opens and closes.
 *
 * @param failureRatio opens at this share of failed calls
 * @param slowCall a call that takes longer is slow
 * @param slowRatio opens at this share of slow calls
 * @param window over how much of the past shares are taken
 * @param minimumCalls below so many calls in the window it stays closed
 * @param openFor for how long nothing is asked
 * @param trials how many calls then decide whether it closes
 */
public record BreakerConfig(
        double failureRatio,
        Duration slowCall,
        double slowRatio,
        Duration window,
        int minimumCalls,
        Duration openFor,
        int trials) {}
