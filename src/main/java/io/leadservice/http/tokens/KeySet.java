package io.leadservice.http.tokens;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The public keys of a JWK set (RFC 7517) that may verify tokens, each under one algorithm: what else a set holds, such as
 * secrets, certificates, weak keys and keys for encryption, is left out.
 *
 * @param keys with {@code kty}, {@code alg}, the public numbers and, where it has one, {@code kid}
 */
record KeySet(List<JsonObject> keys) {

    private static final int MAX_KEYS = 64;
    private static final int MAX_KID = 256;
    private static final int MIN_RSA_BYTES = 256;

    KeySet {
        keys = List.copyOf(keys);
    }

    /**
     * The usable keys of a document.
     *
     * @param algorithms that may be used at all
     * @throws IllegalArgumentException if it is no JWK set or holds no usable key; the message may be logged
     */
    static KeySet read(Buffer document, Set<String> algorithms) {
        JsonArray all;
        try {
            all = new JsonObject(document).getJsonArray("keys");
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalArgumentException("it is no JWK set");
        }
        if (all == null || all.size() > MAX_KEYS) {
            throw new IllegalArgumentException("it must be a JWK set of at most " + MAX_KEYS + " keys");
        }
        List<JsonObject> usable = all.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(jwk -> usable(jwk, algorithms))
                .flatMap(Optional::stream)
                .toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException("it holds no key that auth.algorithms allows");
        }
        return new KeySet(usable);
    }

    /** Whether a token with this header can have been signed with one of the keys. */
    boolean covers(TokenHeader header) {
        return keys.stream()
                .anyMatch(key -> header.algorithm().equals(key.getString("alg"))
                        && (header.kid().isEmpty()
                                || !key.containsKey("kid")
                                || header.kid().get().equals(key.getString("kid"))));
    }

    private static Optional<JsonObject> usable(JsonObject jwk, Set<String> algorithms) {
        try {
            return forSignatures(jwk)
                    ? publicPart(jwk).filter(key -> algorithms.contains(key.getString("alg")))
                    : Optional.empty();
        } catch (ClassCastException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean forSignatures(JsonObject jwk) {
        String kid = jwk.getString("kid");
        JsonArray operations = jwk.getJsonArray("key_ops");
        return (kid == null || kid.length() <= MAX_KID)
                && "sig".equals(jwk.getString("use", "sig"))
                && (operations == null || operations.contains("verify"));
    }

    private static Optional<JsonObject> publicPart(JsonObject jwk) {
        return switch (jwk.getString("kty", "")) {
            case "RSA" ->
                part(jwk, "RS256", "n", "e").filter(key -> bytes(key, "n") >= MIN_RSA_BYTES && bytes(key, "e") > 0);
            case "EC" ->
                part(jwk, "ES256", "crv", "x", "y")
                        .filter(key -> "P-256".equals(key.getString("crv")) && bytes(key, "x") + bytes(key, "y") == 64);
            case "OKP" ->
                part(jwk, "EdDSA", "crv", "x")
                        .filter(key -> "Ed25519".equals(key.getString("crv")) && bytes(key, "x") == 32);
            default -> Optional.empty();
        };
    }

    /** Only what is named, so that no private number and no certificate goes any further. */
    private static Optional<JsonObject> part(JsonObject jwk, String algorithm, String... names) {
        if (!algorithm.equals(jwk.getString("alg", algorithm))) {
            return Optional.empty();
        }
        JsonObject key = new JsonObject().put("kty", jwk.getString("kty")).put("alg", algorithm);
        Optional.ofNullable(jwk.getString("kid")).ifPresent(kid -> key.put("kid", kid));
        for (String name : names) {
            key.put(name, Objects.requireNonNullElse(jwk.getString(name), ""));
        }
        return Optional.of(key);
    }

    private static int bytes(JsonObject key, String name) {
        return Base64.getUrlDecoder().decode(key.getString(name)).length;
    }
}
