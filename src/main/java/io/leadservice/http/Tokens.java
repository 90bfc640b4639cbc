package io.leadservice.http;

import io.leadservice.config.AuthConfig;
import io.leadservice.http.tokens.PublicKeys;
import io.leadservice.http.tokens.TokenVerifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who calls, by the bearer token. One for each HTTP verticle, on its event loop. */
final class Tokens {

    private static final Pattern CLIENT = Pattern.compile("[^\\p{Cntrl}]{1,256}");

    private final TokenVerifier<Caller> verifier;

    Tokens(Vertx vertx, AuthConfig config, PublicKeys keys, KnownCallers known, MeterRegistry registry) {
        this.verifier = new TokenVerifier<>(vertx, config, keys, known.tokens(), registry, Tokens::caller);
    }

    /** Who calls, if the token was verified before and is still good. */
    Optional<Caller> known(String token) {
        return verifier.known(TokenVerifier.digest(token));
    }

    /** Who calls; fails if the token is not a valid one, or as {@code Failure} if that cannot be told now. */
    Future<Caller> verify(String token) {
        return verifier.verify(token);
    }

    private static Optional<Caller> caller(JsonObject claims) {
        Object scope = claims.getValue("scope");
        Set<String> scopes = scope instanceof String text
                ? Set.copyOf(Stream.of(text.split(" ")).distinct().toList())
                : Set.of();
        return Stream.of("client_id", "azp", "sub")
                .map(claims::getValue)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(name -> !name.isBlank())
                .findFirst()
                .filter(name -> CLIENT.matcher(name).matches())
                .map(name -> new Caller(name, scopes));
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
