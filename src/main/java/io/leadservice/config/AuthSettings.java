package io.leadservice.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads how tokens are verified. */
final class AuthSettings {

    static final String HMAC = "HS256";

    private static final List<String> ALGORITHMS = List.of(HMAC, "RS256", "ES256", "EdDSA");
    private static final int SECRET_BYTES = 32;

    /** Every key there is, as it stands in the file. */
    static final List<String> KEYS = List.of(
            "auth.algorithms",
            "auth.jwt-secret",
            "auth.jwks-file",
            "auth.jwks-url",
            "auth.jwks-refresh",
            "auth.jwks-cooldown",
            "auth.issuer",
            "auth.audience",
            "auth.clock-skew");

    private AuthSettings() {}

    static AuthConfig read(Settings settings) {
        AuthConfig auth = new AuthConfig(
                algorithms(settings),
                settings.secret("auth.jwt-secret"),
                settings.text("auth.jwks-file").map(Path::of),
                settings.url("auth.jwks-url"),
                settings.duration(
                        "auth.jwks-refresh", Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofDays(1)),
                settings.duration(
                        "auth.jwks-cooldown", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofHours(1)),
                settings.text("auth.issuer", "lead-service"),
                settings.text("auth.audience", "lead-service"),
                settings.duration("auth.clock-skew", Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(120)));
        check(settings, auth);
        return auth;
    }

    private static List<String> algorithms(Settings settings) {
        List<String> chosen = settings.list("auth.algorithms");
        chosen.stream()
                .filter(name -> !ALGORITHMS.contains(name))
                .forEach(name -> settings.problem(
                        "auth.algorithms is '" + name + "', but must be some of " + String.join(", ", ALGORITHMS)));
        return chosen.isEmpty() ? ALGORITHMS : chosen;
    }

    private static void check(Settings settings, AuthConfig auth) {
        auth.jwtSecret().ifPresent(secret -> {
            if (secret.value().getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES) {
                settings.problem("auth.jwt-secret (JWT_SECRET) must have at least 32 bytes");
            }
        });
        if (auth.jwksFile().isPresent() && auth.jwksUrl().isPresent()) {
            settings.problem("auth.jwks-file (JWKS_FILE) and auth.jwks-url (JWKS_URL) are both set, but one is enough");
        }
    }

    /** Whether nobody on the way can change what is fetched. */
    static boolean safe(URI url) {
        return "https".equals(url.getScheme())
                || List.of("localhost", "127.0.0.1", "[::1]").contains(url.getHost());
    }
}
