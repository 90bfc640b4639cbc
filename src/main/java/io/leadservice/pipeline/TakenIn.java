package io.leadservice.pipeline;

/** All in-sync replicas have the submission: it will be a lead. */
public record TakenIn() {}
