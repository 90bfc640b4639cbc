package io.leadservice.pipeline;

/** Asks persistence which models are in use. */
public record AskModels() {}
