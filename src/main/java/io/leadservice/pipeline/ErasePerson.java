package io.leadservice.pipeline;

import java.util.Optional;

/**
 * Asks persistence to destroy the personal data of all leads of a person, in all verticals and of all clients, and to let
 * none come back. Asking twice does it once. {@link #toString} shows nothing of the person.
 *
 * @param person in canonical form
 * @param by who wants it
 * @param traceparent W3C trace context, kept with the events
 */
public record ErasePerson(Person person, String by, Optional<String> traceparent) {}
