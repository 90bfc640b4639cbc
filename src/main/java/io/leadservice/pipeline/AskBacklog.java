package io.leadservice.pipeline;

/** Asks intake how much of its queue is worked off. */
public record AskBacklog() {}
