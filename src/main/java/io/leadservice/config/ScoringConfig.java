package io.leadservice.config;

import java.time.Duration;

/**
 * How the embedded models are kept.
 *
 * @param modelsRefresh how often a node looks which models are in use
 * @param driftWindow how many leads of a vertical and source are compared with those that the model was trained on
 */
public record ScoringConfig(Duration modelsRefresh, int driftWindow) {}
