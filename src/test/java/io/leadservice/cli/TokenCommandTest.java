package io.leadservice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "a-secret-of-a-test-with-32-bytes-and-more";

    @TempDir
    Path temp;

    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void makeAHome() throws IOException {
        Files.createDirectories(temp.resolve("conf"));
        Files.writeString(temp.resolve("conf/lead-service.yaml"), "auth: {issuer: here, audience: there}\n");
        env.put("LEAD_HOME", temp.toString());
        env.put("DATA_DIR", temp.resolve("data").toString());
    }

    @Test
    void printsATokenAndNothingElse() throws Exception {
        long before = Instant.now().getEpochSecond();

        Console printed = Console.call(env, "token", "--sub=me", "--scope=leads:read leads:pii", "--ttl=15m");

        assertThat(printed.code).isZero();
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).hasLineCount(1);
        JsonNode claims = claims(printed.out().strip());
        assertThat(claims.get("sub").asText()).isEqualTo("me");
        assertThat(claims.get("scope").asText()).isEqualTo("leads:read leads:pii");
        assertThat(claims.get("iss").asText()).isEqualTo("here");
        assertThat(claims.get("aud").asText()).isEqualTo("there");
        assertThat(claims.get("iat").asLong()).isBetween(before, Instant.now().getEpochSecond());
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(15 * 60);
    }

    @Test
    void signsWithTheConfiguredSecret() throws Exception {
        env.put("JWT_SECRET", SECRET);

        String token = Console.call(env, "token").out().strip();

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        String signed = token.substring(0, token.lastIndexOf('.'));
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        assertThat(token).endsWith("." + signature);
    }

    @Test
    void needsNothingOfWhatProductionNeeds() {
        env.put("APP_ENV", "production");
        env.put("JWT_SECRET", SECRET);

        assertThat(Console.call(env, "token").code).isZero();
    }

    private static JsonNode claims(String token) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
