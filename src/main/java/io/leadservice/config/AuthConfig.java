package io.leadservice.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How tokens are verified.
 *
 * @param jwtSecret the HS256 secret, at least 32 bytes
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must contain
 * @param clockSkew by how much clocks may differ
 */
public record AuthConfig(Optional<Secret> jwtSecret, String issuer, String audience, Duration clockSkew) {}
