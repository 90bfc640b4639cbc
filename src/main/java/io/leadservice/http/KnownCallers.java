package io.leadservice.http;

import io.leadservice.http.tokens.KnownTokens;

/** Who was let in before, for all HTTP instances of a node. */
public final class KnownCallers {

    private final KnownTokens<Tokens.Caller> tokens = new KnownTokens<>();

    KnownTokens<Tokens.Caller> tokens() {
        return tokens;
    }
}
