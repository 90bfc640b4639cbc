package io.leadservice;

import java.util.OptionalInt;

/**
 * The ports that a node really listens on.
 *
 * @param http of the API; empty if this node does not serve it
 * @param management of metrics and health
 */
public record Endpoints(OptionalInt http, int management) {}
