package io.leadservice.pipeline;

import java.util.Optional;

/**
 * Asks persistence for all that is held of a person, in clear, a page at a time.
 *
 * @param person in canonical form
 * @param after the lead with which the page before ended; empty for the first
 */
public record ShowPerson(Person person, Optional<String> after) {}
