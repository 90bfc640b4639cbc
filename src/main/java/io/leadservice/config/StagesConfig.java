package io.leadservice.config;

/** The verticle types of this node. */
public record StagesConfig(
        StageConfig http,
        StageConfig intake,
        StageConfig validation,
        StageConfig scoring,
        StageConfig persistence,
        StageConfig publishing) {}
