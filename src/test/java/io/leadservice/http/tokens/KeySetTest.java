package io.leadservice.http.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {

    private static final Set<String> ALL = Set.of("HS256", "RS256", "ES256", "EdDSA");

    private static final Issuer ISSUER = issuer();

    @Test
    void takesTheKeysOfAllThreeFamiliesEachUnderItsOneAlgorithm() {
        KeySet keys = KeySet.read(ISSUER.jwks().toBuffer(), ALL);

        assertThat(keys.keys()).extracting(key -> key.getString("alg")).containsExactly("RS256", "ES256", "EdDSA");
        assertThat(keys.covers(new TokenHeader("RS256", Optional.of(ISSUER.kid("RS256")))))
                .isTrue();
        assertThat(keys.covers(new TokenHeader("RS256", Optional.empty()))).isTrue();
        assertThat(keys.covers(new TokenHeader("ES256", Optional.of(ISSUER.kid("RS256")))))
                .isFalse();
        assertThat(keys.covers(new TokenHeader("HS256", Optional.empty()))).isFalse();
    }

    @Test
    void leavesOutWhatTheListOfAlgorithmsDoesNotHold() {
        assertThat(KeySet.read(ISSUER.jwks().toBuffer(), Set.of("ES256")).keys())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                "{\"kty\":\"oct\",\"alg\":\"RS256\",\"k\":\"AAAA\"}",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"x5c\":[\"AAAA\"]}",
                "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                "{\"kty\":7}",
                "{}",
                "7"
            })
    void leavesOutWhatIsNoUsableKey(String key) {
        String document = "{\"keys\":[" + key + "," + ISSUER.rsaKey().encode() + "]}";

        assertThat(KeySet.read(new JsonObject(document).toBuffer(), ALL).keys()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"use=enc", "alg=RS512", "alg=HS256", "n=not base64!"})
    void leavesOutAKeyThatIsMeantForSomethingElse(String change) {
        String[] parts = change.split("=");
        JsonObject key = ISSUER.rsaKey().put(parts[0], parts[1]);

        assertThatThrownBy(() -> KeySet.read(set(key), ALL)).hasMessageContaining("no key that auth.algorithms allows");
    }

    @Test
    void leavesOutAWeakKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        byte[] modulus = ((RSAPublicKey) generator.generateKeyPair().getPublic())
                .getModulus()
                .toByteArray();
        JsonObject key = ISSUER.rsaKey().put("n", Base64.getUrlEncoder().encodeToString(modulus));

        assertThatThrownBy(() -> KeySet.read(set(key), ALL)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesOutAKeyWithoutItsExponent() {
        JsonObject key = ISSUER.rsaKey();
        key.remove("e");

        assertThatThrownBy(() -> KeySet.read(set(key), ALL)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsNoPrivateNumber() {
        KeySet keys = KeySet.read(set(ISSUER.rsaKey().put("d", "AQAB").put("p", "AQAB")), ALL);

        assertThat(keys.keys().get(0).fieldNames()).containsExactlyInAnyOrder("kty", "alg", "kid", "n", "e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]}", "<html>"})
    void refusesWhatIsNoSet(String document) {
        assertThatThrownBy(() -> KeySet.read(Buffer.buffer(document), ALL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Buffer set(JsonObject key) {
        return new JsonObject().put("keys", new JsonArray().add(key)).toBuffer();
    }

    private static Issuer issuer() {
        try {
            return new Issuer("one");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
