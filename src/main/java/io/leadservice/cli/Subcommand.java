package io.leadservice.cli;

/** A command of {@code bin/lead} that is found on the class path: the development jar adds its own this way. */
public interface Subcommand {}
