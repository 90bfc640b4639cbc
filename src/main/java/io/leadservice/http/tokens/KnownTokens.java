package io.leadservice.http.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.leadservice.lead.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Tokens that were verified, by their digest: known until they end, or the keys that they were verified with are not those of
 * the node any more. One for a node; safe to use from every event loop.
 */
public final class KnownTokens<T> {

    private static final int MAX = 10_000;

    private record Known<T>(T caller, Instant end, Optional<KeySet> keys) {}

    private final Clock clock = Clock.systemUTC();
    private final Cache<Bytes, Known<T>> tokens =
            Caffeine.newBuilder().maximumSize(MAX).executor(Runnable::run).build();

    Optional<T> find(Bytes digest, Optional<KeySet> keys) {
        return Optional.ofNullable(tokens.getIfPresent(digest))
                .filter(known ->
                        clock.instant().isBefore(known.end()) && known.keys().equals(keys))
                .map(Known::caller);
    }

    void put(Bytes digest, T caller, Instant end, Optional<KeySet> keys) {
        tokens.put(digest, new Known<>(caller, end, keys));
    }
}
