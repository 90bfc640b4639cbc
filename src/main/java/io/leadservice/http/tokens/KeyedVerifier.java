package io.leadservice.http.tokens;

import io.leadservice.config.AuthConfig;
import io.leadservice.lead.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies tokens with one set of keys, and lets the node know those that it verified. A key serves the one
 * algorithm that it stands under, whatever a token says. For one event loop, because the library verifies under a lock.
 */
final class KeyedVerifier<T> {

    private static final String HMAC = "HS256";

    private final Optional<KeySet> keys;
    private final Optional<JWTAuth> jwt;
    private final AuthConfig config;
    private final boolean hasSecret;
    private final Function<JsonObject, Optional<T>> caller;
    private final KnownTokens<T> known;

    /**
     * @param known takes what was verified
     * @param caller who calls by the claims of a token; empty if they name nobody
     */
    KeyedVerifier(
            Vertx vertx,
            AuthConfig config,
            Optional<KeySet> keys,
            KnownTokens<T> known,
            Function<JsonObject, Optional<T>> caller) {
        this.keys = keys;
        this.config = config;
        this.hasSecret = config.jwtSecret().isPresent() && config.algorithms().contains(HMAC);
        this.known = known;
        this.caller = caller;
        // Without any key the library would take tokens without a signature.
        this.jwt = hasSecret || keys.isPresent()
                ? Optional.of(JWTAuth.create(vertx, options(config, hasSecret, keys)))
                : Optional.empty();
    }

    /** Whether it verifies with these very keys. */
    boolean uses(Optional<KeySet> others) {
        return keys.equals(others);
    }

    /** Whether it has a key for a token with this header. */
    boolean covers(TokenHeader header) {
        return header.algorithm().equals(HMAC)
                ? hasSecret
                : keys.filter(set -> set.covers(header)).isPresent();
    }

    /** Who calls; fails if the token is not a valid one. */
    Future<T> verify(String token, Bytes digest) {
        if (jwt.isEmpty()) {
            return Future.failedFuture("no key");
        }
        try {
            return jwt.get()
                    .authenticate(new TokenCredentials(token))
                    .compose(user -> accept(user.attributes().getJsonObject("accessToken", user.principal()), digest));
        } catch (RuntimeException e) {
            // Claims of a type that the library does not expect.
            return Future.failedFuture("no valid token");
        }
    }

    private Future<T> accept(JsonObject claims, Bytes digest) {
        if (!(claims.getValue("exp") instanceof Number exp)) {
            return Future.failedFuture("a token without an end is not taken");
        }
        Optional<T> who = caller.apply(claims);
        if (who.isEmpty()) {
            return Future.failedFuture("the token names no client");
        }
        Instant end = Instant.ofEpochSecond(Math.min(exp.longValue(), Instant.MAX.getEpochSecond() / 2))
                .plus(config.clockSkew());
        known.put(digest, who.get(), end, keys);
        return Future.succeededFuture(who.get());
    }

    static Bytes digest(String token) {
        try {
            return new Bytes(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static JWTAuthOptions options(AuthConfig config, boolean hasSecret, Optional<KeySet> keys) {
        JWTAuthOptions options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions()
                        .setIssuer(config.issuer())
                        .setAudience(List.of(config.audience()))
                        .setLeeway(Math.toIntExact(config.clockSkew().toSeconds())));
        config.jwtSecret()
                .filter(secret -> hasSecret)
                .ifPresent(secret -> options.addPubSecKey(
                        new PubSecKeyOptions().setAlgorithm(HMAC).setBuffer(secret.value())));
        keys.ifPresent(set -> set.keys().forEach(options::addJwk));
        return options;
    }
}
