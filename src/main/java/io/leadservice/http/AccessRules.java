package io.leadservice.http;

import io.leadservice.config.AuthConfig;
import io.leadservice.http.tokens.PublicKeys;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the HTTP instances of a node let callers in by.
 *
 * @param auth with whatever secret there is
 * @param keys of the node
 */
public record AccessRules(AuthConfig auth, PublicKeys keys, MeterRegistry registry) {}
