package io.leadservice.pipeline;

/** Asks an instance of a stage how it is. */
public record HealthCheck() {}
