package io.leadservice.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Headers that tell browsers to do with an answer only what it is meant for: Helmet's defaults, as far as an API needs them. */
final class SafeHeaders {

    private static final Map<CharSequence, CharSequence> ALWAYS = optimised(Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "X-Permitted-Cross-Domain-Policies", "none",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cache-Control", "no-store"));
    private static final Map<CharSequence, CharSequence> WITH_TLS =
            optimised(Map.of("Strict-Transport-Security", "max-age=31536000; includeSubDomains"));

    private SafeHeaders() {}

    /** @param tls whether the answer goes over TLS of our own */
    static void put(HttpServerResponse response, boolean tls) {
        ALWAYS.forEach(response::putHeader);
        if (tls) {
            WITH_TLS.forEach(response::putHeader);
        }
    }

    private static Map<CharSequence, CharSequence> optimised(Map<String, String> headers) {
        Map<CharSequence, CharSequence> result = new LinkedHashMap<>();
        headers.forEach(
                (name, value) -> result.put(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value)));
        return result;
    }
}
