package io.leadservice.http;

import io.leadservice.config.AuthConfig;
import io.leadservice.config.RateLimitConfig;
import io.leadservice.http.tokens.PublicKeys;
import io.leadservice.limit.NodeLimiter;
import io.leadservice.limit.RateLimiter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * What the HTTP instances of a node let callers in by.
 *
 * @param auth with whatever secret there is
 * @param keys of the node
 * @param known callers of the node
 * @param limits how often they may come, as it is now
 * @param limiters one for each instance, which starts and stops it
 * @param own buckets of the node
 * @param connections of the node
 * @param admission of the node
 */
public record AccessRules(
        AuthConfig auth,
        PublicKeys keys,
        KnownCallers known,
        Supplier<RateLimitConfig> limits,
        Supplier<RateLimiter> limiters,
        NodeLimiter own,
        Connections connections,
        Admission admission,
        MeterRegistry registry) {}
