package io.leadservice.http;

import io.leadservice.config.AuthConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Verifies bearer tokens: HS256 only, with issuer, audience and expiry. One for each HTTP verticle, because the library
 * verifies under a lock.
 */
final class Tokens {

    private static final int MAX_LENGTH = 8_192;

    private final JWTAuth jwt;

    Tokens(Vertx vertx, AuthConfig config) {
        JWTOptions options = new JWTOptions()
                .setAlgorithm("HS256")
                .setIssuer(config.issuer())
                .setAudience(List.of(config.audience()))
                .setLeeway(Math.toIntExact(config.clockSkew().toSeconds()));
        jwt = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .setJWTOptions(options)
                        .addPubSecKey(new PubSecKeyOptions()
                                .setAlgorithm("HS256")
                                .setBuffer(config.jwtSecret().orElseThrow().value())));
    }

    /** Who calls; fails if the token is not a valid one. */
    Future<Caller> verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return Future.failedFuture("token too long");
        }
        return jwt.authenticate(new TokenCredentials(token)).compose(user -> {
            JsonObject claims = user.principal();
            JsonObject verified = user.attributes().getJsonObject("accessToken", claims);
            return verified.containsKey("exp")
                    ? caller(verified)
                    : Future.failedFuture("a token without an end is not taken");
        });
    }

    private static Future<Caller> caller(JsonObject claims) {
        Optional<String> client = Stream.of("client_id", "azp", "sub")
                .map(claims::getValue)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(name -> !name.isBlank())
                .findFirst();
        Object scope = claims.getValue("scope");
        Set<String> scopes = scope instanceof String text
                ? Set.copyOf(Stream.of(text.split(" ")).distinct().toList())
                : Set.of();
        return client.map(name -> Future.succeededFuture(new Caller(name, scopes)))
                .orElseGet(() -> Future.failedFuture("the token names no client"));
    }

    /**
     * Who calls.
     *
     * @param client the gateway
     * @param scopes what it may do
     */
    record Caller(String client, Set<String> scopes) {

        boolean may(String scope) {
            return scopes.contains(scope);
        }

        /** Whose leads it may work with; empty for everyone's. */
        Optional<String> owner() {
            return may("leads:admin") ? Optional.empty() : Optional.of(client);
        }
    }
}
