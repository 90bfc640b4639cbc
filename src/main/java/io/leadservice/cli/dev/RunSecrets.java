package io.leadservice.cli.dev;

import io.leadservice.cli.DevelopmentToken;
import io.leadservice.testbed.Credentials;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Secrets that are drawn for one run. */
final class RunSecrets {

    private static final int KEY_BYTES = 32;
    private static final Duration TOKEN_LIFE = Duration.ofDays(2);

    private final String encryptionKey;
    private final String jwtSecret;

    private RunSecrets(String encryptionKey, String jwtSecret) {
        this.encryptionKey = encryptionKey;
        this.jwtSecret = jwtSecret;
    }

    static RunSecrets draw() {
        return new RunSecrets(key(), key());
    }

    private static String key() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    Credentials credentials(String client) {
        return new Credentials(encryptionKey, jwtSecret, token(client));
    }

    /** A token of one more client. */
    String token(String client) {
        return DevelopmentToken.issue(Map.of("JWT_SECRET", jwtSecret), client, "leads:write leads:read", TOKEN_LIFE);
    }
}
