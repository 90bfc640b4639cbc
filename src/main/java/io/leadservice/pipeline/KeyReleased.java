package io.leadservice.pipeline;

/** The key is free, or was another request's already. */
public record KeyReleased() {}
