package io.leadservice.pipeline;

/**
 * Asks validation for the canonical form of what a person is known by, as it is derived of each lead.
 *
 * @param person as sent
 */
public record NamePerson(Person person) {}
