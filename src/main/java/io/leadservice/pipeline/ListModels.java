package io.leadservice.pipeline;

/** Asks persistence for all models with their history. */
public record ListModels() {}
