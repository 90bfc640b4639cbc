package io.leadservice.http.tokens;

import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.AuthConfig;
import io.leadservice.lead.Bytes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Verifies bearer tokens by the secret and the public keys of a node: cheap checks first, signatures only of what was not
 * verified before. For one event loop.
 */
public final class TokenVerifier<T> {

    private static final int MAX_LENGTH = 4_096;

    private final Vertx vertx;
    private final AuthConfig config;
    private final Set<String> algorithms;
    private final PublicKeys keys;
    private final Function<JsonObject, Optional<T>> caller;
    private final KnownTokens<T> tokens;
    private final Counter known;
    private final Counter verified;
    private final Counter refused;
    private KeyedVerifier<T> verifier;

    /**
     * @param tokens of the node
     * @param caller who calls by the claims of a token; empty if they name nobody
     */
    public TokenVerifier(
            Vertx vertx,
            AuthConfig config,
            PublicKeys keys,
            KnownTokens<T> tokens,
            MeterRegistry registry,
            Function<JsonObject, Optional<T>> caller) {
        this.vertx = vertx;
        this.config = config;
        this.algorithms = Set.copyOf(config.algorithms());
        this.keys = keys;
        this.caller = caller;
        this.tokens = tokens;
        this.known = tokens(registry, "known");
        this.verified = tokens(registry, "verified");
        this.refused = tokens(registry, "refused");
        this.verifier = new KeyedVerifier<>(vertx, config, keys.current(), tokens, caller);
    }

    /**
     * Who calls, if the token was verified before: costs no signature.
     *
     * @param digest of the token
     */
    public Optional<T> known(Bytes digest) {
        Optional<T> found = tokens.find(digest, keys.current());
        found.ifPresent(who -> known.increment());
        return found;
    }

    /**
     * Who calls.
     *
     * @return fails if the token is not a valid one, as {@link Failure} if that cannot be told now
     */
    public Future<T> verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return refuse();
        }
        Optional<TokenHeader> header = TokenHeader.read(token, algorithms);
        if (header.isEmpty()) {
            return refuse();
        }
        if (current().covers(header.get())) {
            return verifyBy(current(), token);
        }
        return fresh().compose(verifierNow -> {
            if (verifierNow.covers(header.get())) {
                return verifyBy(verifierNow, token);
            }
            return keys.configured() && keys.current().isEmpty()
                    ? Future.failedFuture(new Failure(FailureCode.BACK_END, "the keys of tokens cannot be read"))
                    : refuse();
        });
    }

    /** What a token is known by; it does not give the token away. */
    public static Bytes digest(String token) {
        return KeyedVerifier.digest(token);
    }

    private Future<T> verifyBy(KeyedVerifier<T> now, String token) {
        return now.verify(token, digest(token))
                .onSuccess(who -> verified.increment())
                .recover(cause -> refuse());
    }

    private Future<T> refuse() {
        refused.increment();
        return Future.failedFuture("no valid token");
    }

    /** Tokens that were verified by another set of keys are not known to the next. */
    private KeyedVerifier<T> current() {
        Optional<KeySet> now = keys.current();
        if (!verifier.uses(now)) {
            verifier = new KeyedVerifier<>(vertx, config, now, tokens, caller);
        }
        return verifier;
    }

    /** The keys belong to the node, so they come on any thread. */
    private Future<KeyedVerifier<T>> fresh() {
        Promise<Void> here = ((ContextInternal) vertx.getOrCreateContext()).promise();
        keys.refresh().onComplete(here);
        return here.future().map(read -> current());
    }

    private static Counter tokens(MeterRegistry registry, String outcome) {
        return Counter.builder("auth.tokens")
                .description("Tokens that were looked at")
                .tag("outcome", outcome)
                .register(registry);
    }
}
