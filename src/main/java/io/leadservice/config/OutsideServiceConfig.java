package io.leadservice.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A service outside and how far it is trusted.
 *
 * @param url where it is; empty means that there is none
 * @param path what is posted to below the URL, beginning with a slash
 * @param timeout the longest wait for an answer
 * @param reserve how much of the lead's time is kept for what comes after
 * @param poolSize the most connections
 * @param maxInFlight how many calls at once
 * @param breaker when it is not asked at all
 * @param cacheTtl for how long its results are kept in Redis; zero keeps none
 */
public record OutsideServiceConfig(
        Optional<URI> url,
        String path,
        Duration timeout,
        Duration reserve,
        int poolSize,
        int maxInFlight,
        BreakerConfig breaker,
        Duration cacheTtl) {

    /** What is posted to; none without a URL. */
    public Optional<URI> endpoint() {
        return endpoint(path);
    }

    /** What is posted to with another path. */
    Optional<URI> endpoint(String otherPath) {
        return url.map(base -> URI.create(base.toString().replaceAll("/+$", "") + otherPath));
    }
}
