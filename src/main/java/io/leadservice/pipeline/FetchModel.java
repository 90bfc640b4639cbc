package io.leadservice.pipeline;

/** Asks persistence for a model's file. */
public record FetchModel(String slot, String version) {}
