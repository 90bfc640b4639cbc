package io.leadservice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.config.AuthConfig;
import io.leadservice.config.ConfigLoader;
import io.leadservice.config.DevelopmentKeys;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs tokens with the development secret, or with {@code JWT_SECRET} where it is set: HS256 (RFC 7518), by the JDK, so
 * that the command starts at once.
 */
public final class DevelopmentToken {

    private static final String HMAC = "HmacSHA256";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private DevelopmentToken() {}

    /** A token for the service that this environment describes, were it for development. */
    public static String issue(Map<String, String> env, String subject, String scope, Duration life) {
        Map<String, String> development = new HashMap<>(env);
        development.put("APP_ENV", "development");
        return issue(ConfigLoader.load(Map.of(), development, Map.of()), subject, scope, life);
    }

    /** A token for the service that is so configured. */
    public static String issue(LeadServiceConfig config, String subject, String scope, Duration life) {
        AuthConfig auth = config.auth();
        Secret secret = auth.jwtSecret().orElseGet(() -> new DevelopmentKeys(config.dataDir()).jwtSecret());
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", auth.issuer());
        claims.put("aud", auth.audience());
        claims.put("sub", subject);
        claims.put("scope", scope);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(life).getEpochSecond());
        return sign(secret, claims);
    }

    private static String sign(Secret secret, Map<String, Object> claims) {
        try {
            String unsigned = encode(Map.of("alg", "HS256", "typ", "JWT")) + "." + encode(claims);
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), HMAC));
            byte[] signature = mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + BASE64.encodeToString(signature);
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("the token cannot be signed", e);
        }
    }

    private static String encode(Map<String, ?> object) throws JsonProcessingException {
        return BASE64.encodeToString(JSON.writeValueAsBytes(object));
    }
}
