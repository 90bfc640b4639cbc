package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.http.tokens.Issuer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tokens that must not get in, sent to a node that knows a secret and the keys of an issuer; and those that must. */
class TokenAttackIT {

    private static final String SECRET = "a secret of a test, longer than 32 bytes";
    private static final String MISSING = "/api/v1/leads/" + UUID.randomUUID();

    private static Vertx vertx;
    private static Issuer issuer;
    private static Issuer stranger;
    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        issuer = new Issuer("one");
        stranger = new Issuer("one");
        String jwks = issuer.jwks().encode();
        vertx = Vertx.vertx();
        HttpServer keys = TestNode.join(vertx.createHttpServer()
                .requestHandler(request -> request.response().end(jwks))
                .listen(0, "127.0.0.1"));
        node = TestNode.setup()
                .patient()
                .with("JWT_SECRET", SECRET)
                .with("LEAD_AUTH_CLOCK_SKEW", "120s")
                .with("JWKS_URL", "http://127.0.0.1:" + keys.actualPort() + "/keys")
                .start();
    }

    @AfterAll
    static void stop() {
        node.close();
        TestNode.join(vertx.close());
    }

    @TestFactory
    List<DynamicTest> letsGoodTokensIn() throws Exception {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("HS256 by the secret", secret(header("HS256"), claims()));
        for (String algorithm : List.of("RS256", "ES256", "EdDSA")) {
            tokens.put(algorithm, issuer.token(algorithm, claims()));
            tokens.put(algorithm + " without kid", issuer.token(header(algorithm), claims()));
        }
        tokens.put("an access token by its type", issuer.token(header("ES256").put("typ", "at+jwt"), claims()));
        tokens.put("no type", issuer.token(without(header("ES256"), "typ"), claims()));
        tokens.put("several audiences", issuer.token("ES256", claims().put("aud", array("other", "lead-service"))));
        tokens.put("expired within the skew of clocks", issuer.token("ES256", claims().put("exp", now() - 20)));
        return tests(tokens, 404, "");
    }

    @TestFactory
    List<DynamicTest> letsNoForgedTokenIn() throws Exception {
        String good = issuer.token("ES256", claims());
        String[] part = good.split("\\.");
        byte[] publicKey = issuer.rsa().getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("nothing", "");
        tokens.put("no signature under none", unsigned("none"));
        tokens.put("no signature under NONE", unsigned("NONE"));
        tokens.put("none with the signature of another", unsigned("none") + part[2]);
        tokens.put("no signature", part[0] + "." + part[1]);
        tokens.put("an empty signature", part[0] + "." + part[1] + ".");
        tokens.put("a signature of zeroes", part[0] + "." + part[1] + "." + base64(new byte[64]));
        tokens.put("half a signature", good.substring(0, good.length() - 40));
        tokens.put("a fourth part", good + "." + part[2]);
        tokens.put("dots behind it", good + "...");
        tokens.put("a padded signature", good + "==");
        tokens.put(
                "other claims",
                part[0] + "." + Issuer.encoded(claims().put("sub", "admin").encode()) + "." + part[2]);
        tokens.put("another header", Issuer.encoded(header("ES256").encode()) + "." + part[1] + "." + part[2]);
        tokens.put("claims that are no JSON", signed("ES256", "claims"));
        tokens.put("claims that are an array", signed("ES256", "[]"));
        tokens.put("a header that is no JSON", Issuer.encoded("header") + "." + part[1] + "." + part[2]);
        tokens.put(
                "the public key in DER as the secret", Issuer.hmac(header("HS256"), claims(), "HmacSHA256", publicKey));
        tokens.put(
                "the public key in PEM as the secret",
                Issuer.hmac(header("HS256"), claims(), "HmacSHA256", pem.getBytes(StandardCharsets.US_ASCII)));
        tokens.put(
                "the public key as the secret under its kid",
                Issuer.hmac(header("HS256").put("kid", issuer.kid("RS256")), claims(), "HmacSHA256", publicKey));
        tokens.put(
                "the public key as the secret under RS256",
                Issuer.hmac(header("RS256"), claims(), "HmacSHA256", publicKey));
        tokens.put("another secret", Issuer.hmac(header("HS256"), claims(), "HmacSHA256", new byte[32]));
        tokens.put(
                "an algorithm that is not allowed, by the secret",
                Issuer.hmac(header("HS384"), claims(), "HmacSHA384", SECRET.getBytes(StandardCharsets.UTF_8)));
        tokens.put("an algorithm that is not allowed, by a good key", issuer.token(header("RS512"), claims()));
        tokens.put("a stranger's RSA key under a known kid", stranger.token("RS256", claims()));
        tokens.put("a stranger's EC key under a known kid", stranger.token("ES256", claims()));
        tokens.put("a stranger's Ed25519 key under a known kid", stranger.token("EdDSA", claims()));
        tokens.put("a stranger's key without kid", stranger.token(header("ES256"), claims()));
        tokens.put("an unknown kid", issuer.token(header("ES256").put("kid", "../../dev/null"), claims()));
        tokens.put("a huge kid", issuer.token(header("ES256").put("kid", "k".repeat(300)), claims()));
        tokens.put(
                "the kid of another algorithm",
                issuer.token(header("ES256").put("kid", issuer.kid("RS256")), claims()));
        tokens.put("the signature of another algorithm", mixed("RS256", "ES256"));
        tokens.put("a key of its own", stranger.token(header("RS256").put("jwk", stranger.rsaKey()), claims()));
        tokens.put(
                "the URL of a key", stranger.token(header("RS256").put("jku", "https://evil.example/keys"), claims()));
        tokens.put(
                "a good signature, but the URL of a key",
                issuer.token(header("RS256").put("jku", "https://evil.example/keys"), claims()));
        tokens.put(
                "the URL of a certificate",
                issuer.token(header("RS256").put("x5u", "https://evil.example/cert"), claims()));
        tokens.put("a certificate of its own", issuer.token(header("RS256").put("x5c", array("MIIB")), claims()));
        tokens.put("an extension to be understood", issuer.token(header("RS256").put("crit", array("exp")), claims()));
        tokens.put(
                "claims that are not encoded",
                issuer.token(header("RS256").put("b64", false).put("crit", array("b64")), claims()));
        tokens.put("compressed claims", issuer.token(header("RS256").put("zip", "DEF"), claims()));
        tokens.put("another type", issuer.token(header("RS256").put("typ", "logout+jwt"), claims()));
        tokens.put("a token for encryption", issuer.token(header("RS256").put("enc", "A256GCM"), claims()));
        tokens.put("more than a token", issuer.token("ES256", claims().put("padding", "x".repeat(4_000))));
        return tests(tokens, 401, "error=\"invalid_token\"");
    }

    @TestFactory
    List<DynamicTest> letsNobodyInWhoseTimeOrPlaceIsAnother() throws Exception {
        Map<String, JsonObject> claims = new LinkedHashMap<>();
        claims.put("expired", claims().put("exp", now() - 600));
        claims.put("expired long ago", claims().put("exp", -1));
        claims.put("no end", without(claims(), "exp"));
        claims.put("an end in words", claims().put("exp", "tomorrow"));
        claims.put("an end that is nothing", claims().putNull("exp"));
        claims.put("not yet", claims().put("nbf", now() + 600));
        claims.put("a beginning in words", claims().put("nbf", "now"));
        claims.put("issued in the future", claims().put("iat", now() + 600));
        claims.put("another issuer", claims().put("iss", "someone-else"));
        claims.put("no issuer", without(claims(), "iss"));
        claims.put("several issuers", claims().put("iss", array("lead-service", "someone-else")));
        claims.put("for another service", claims().put("aud", "billing"));
        claims.put("for other services", claims().put("aud", array("billing", "lead-service-2")));
        claims.put("for nobody", without(claims(), "aud"));
        claims.put("for a thing", claims().put("aud", new JsonObject().put("lead-service", true)));
        claims.put("nobody", without(claims(), "sub"));
        claims.put("a blank name", claims().put("sub", " "));
        claims.put("a number as a name", claims().put("sub", 7));
        claims.put("a name with a line feed", claims().put("sub", "gateway\nadmin"));
        claims.put("an endless name", claims().put("sub", "g".repeat(257)));
        Map<String, String> tokens = new LinkedHashMap<>();
        claims.forEach((name, content) -> tokens.put(name, issuer.token("EdDSA", content)));
        tokens.put("expired, by the secret", secret(header("HS256"), claims().put("exp", now() - 600)));
        return tests(tokens, 401, "error=\"invalid_token\"");
    }

    @Test
    void takesNoTokenFromAnywhereButTheOneHeader() throws Exception {
        String good = issuer.token("ES256", claims());

        assertThat(status("GET", MISSING, "Authorization: Bearer " + good)).isEqualTo(404);
        assertThat(status("GET", MISSING, "Authorization: Bearer " + good, "Authorization: Bearer " + good))
                .isEqualTo(401);
        assertThat(status("GET", MISSING, "Authorization: Basic " + Issuer.encoded("developer:" + good)))
                .isEqualTo(401);
        assertThat(status("GET", MISSING, "Authorization: " + good)).isEqualTo(401);
        assertThat(status("GET", MISSING + "?access_token=" + good)).isEqualTo(401);
        assertThat(status("GET", MISSING, "Cookie: access_token=" + good)).isEqualTo(401);
    }

    @Test
    void namesTheScopeThatIsMissing() throws Exception {
        var response = node.send(issuer.token("ES256", claims().put("scope", "leads:write")), "GET", MISSING, "");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"insufficient_scope\"", "scope=\"leads:read\"");
        assertThat(response.body()).contains("leads:read");
    }

    private static List<DynamicTest> tests(Map<String, String> tokens, int status, String challenge) {
        return tokens.entrySet().stream()
                .map(token -> DynamicTest.dynamicTest(token.getKey(), () -> {
                    // twice, so that nothing is remembered that was refused
                    for (int i = 0; i < 2; i++) {
                        var response = node.send(token.getValue(), "GET", MISSING, "");
                        assertThat(response.statusCode()).isEqualTo(status);
                        assertThat(response.headers()
                                        .firstValue("WWW-Authenticate")
                                        .orElse(""))
                                .contains(challenge);
                        assertThat(response.body()).doesNotContain("exp", "signature", "issuer");
                    }
                }))
                .toList();
    }

    private static int status(String method, String path, String... headers) throws Exception {
        RawHttp.Answer answer = RawHttp.send(
                node.uri("/"),
                method + " " + path + " HTTP/1.1\r\nHost: test\r\n" + String.join("\r\n", headers)
                        + (headers.length == 0 ? "" : "\r\n") + "\r\n");
        return answer.status();
    }

    private static String unsigned(String algorithm) {
        return Issuer.encoded(new JsonObject().put("alg", algorithm).encode()) + "." + Issuer.encoded(claims().encode())
                + ".";
    }

    private static String signed(String algorithm, String payload) {
        String unsigned = Issuer.encoded(header(algorithm).encode()) + "." + Issuer.encoded(payload);
        return unsigned + "." + base64(issuer.sign(algorithm, unsigned));
    }

    private static String mixed(String said, String done) {
        String unsigned = Issuer.encoded(header(said).encode()) + "." + Issuer.encoded(claims().encode());
        return unsigned + "." + base64(issuer.sign(done, unsigned));
    }

    private static String secret(JsonObject header, JsonObject claims) throws Exception {
        return Issuer.hmac(header, claims, "HmacSHA256", SECRET.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject header(String algorithm) {
        return new JsonObject().put("alg", algorithm).put("typ", "JWT");
    }

    private static JsonObject claims() {
        return new JsonObject()
                .put("iss", "lead-service")
                .put("aud", "lead-service")
                .put("sub", "developer")
                .put("scope", "leads:read leads:write")
                .put("iat", now())
                .put("exp", now() + 900);
    }

    private static JsonObject without(JsonObject object, String name) {
        object.remove(name);
        return object;
    }

    private static JsonArray array(String... values) {
        return new JsonArray(List.of((Object[]) values));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
