package io.leadservice.pipeline;

/** The entries are durable. */
public record AuditRecorded() {}
