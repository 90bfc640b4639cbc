package io.leadservice.http.tokens;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a token says of its own signature, as far as it may say it: an algorithm that is allowed, and which key. A token that
 * brings its key along, names a place to fetch it from, or asks for what a verifier must understand, is none.
 *
 * @param algorithm {@code alg}, an allowed one
 * @param kid which key
 */
record TokenHeader(String algorithm, Optional<String> kid) {

    private static final int MAX_KID = 256;
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Pattern TYPE = Pattern.compile("(application/)?(at\\+)?jwt");
    private static final Set<String> REFUSED = Set.of("jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "enc");

    /** The header of a token in compact form (RFC 7515, section 7.1); empty if it is not to be looked at any further. */
    static Optional<TokenHeader> read(String token, Set<String> algorithms) {
        if (!COMPACT.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
            return read(new JsonObject(Buffer.buffer(json)), algorithms);
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static Optional<TokenHeader> read(JsonObject header, Set<String> algorithms) {
        String algorithm = header.getString("alg", "");
        String type = header.getString("typ", "JWT").toLowerCase(Locale.ROOT);
        Optional<String> kid = Optional.ofNullable(header.getString("kid"));
        boolean taken = algorithms.contains(algorithm)
                && TYPE.matcher(type).matches()
                && kid.filter(id -> id.length() > MAX_KID).isEmpty()
                && REFUSED.stream().noneMatch(header::containsKey);
        return taken ? Optional.of(new TokenHeader(algorithm, kid)) : Optional.empty();
    }
}
