package io.leadservice.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How tokens are verified.
 *
 * @param algorithms the only ones that a token may be signed with
 * @param jwtSecret the HS256 secret, at least 32 bytes
 * @param jwksFile a file of public keys
 * @param jwksUrl where public keys are fetched from; not together with a file
 * @param jwksRefresh how often the keys are read anew
 * @param jwksCooldown for how long they are not read again, though a token names a key that is not among them
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must contain
 * @param clockSkew by how much clocks may differ
 */
public record AuthConfig(
        List<String> algorithms,
        Optional<Secret> jwtSecret,
        Optional<Path> jwksFile,
        Optional<URI> jwksUrl,
        Duration jwksRefresh,
        Duration jwksCooldown,
        String issuer,
        String audience,
        Duration clockSkew) {

    public AuthConfig {
        algorithms = List.copyOf(algorithms);
    }

    /** The same with a secret, if it has none. */
    public AuthConfig orSecret(Optional<Secret> secret) {
        return new AuthConfig(
                algorithms,
                jwtSecret.or(() -> secret),
                jwksFile,
                jwksUrl,
                jwksRefresh,
                jwksCooldown,
                issuer,
                audience,
                clockSkew);
    }

    /** The same without public keys. */
    public AuthConfig withoutPublicKeys() {
        return new AuthConfig(
                algorithms,
                jwtSecret,
                Optional.empty(),
                Optional.empty(),
                jwksRefresh,
                jwksCooldown,
                issuer,
                audience,
                clockSkew);
    }

    /** Whether there is a secret or a set of keys that an allowed algorithm can use. */
    boolean canVerify() {
        boolean secret = jwtSecret.isPresent() && algorithms.contains(AuthSettings.HMAC);
        boolean keys = (jwksFile.isPresent() || jwksUrl.isPresent())
                && algorithms.stream().anyMatch(name -> !name.equals(AuthSettings.HMAC));
        return secret || keys;
    }
}
