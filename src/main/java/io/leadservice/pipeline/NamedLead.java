package io.leadservice.pipeline;

/** The lead id of a submission under an idempotency key, the same whenever and wherever it is asked for. */
public record NamedLead(String leadId) {}
