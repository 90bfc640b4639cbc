package io.leadservice.config;

import java.util.Map;
import java.util.Optional;

/**
 * How often clients may call.
 *
 * @param policies the rate of each policy; one that is not there is not limited
 * @param clients the same for single clients, complete
 * @param refusedTokens how many refused tokens an address may send, if that is limited
 */
public record RateLimitConfig(
        Map<String, Rate> policies, Map<String, Map<String, Rate>> clients, Optional<Rate> refusedTokens) {

    public RateLimitConfig {
        policies = Map.copyOf(policies);
        clients = Map.copyOf(clients);
    }

    /** The rate of a client. */
    public Optional<Rate> rate(String policy, String client) {
        return Optional.ofNullable(clients.getOrDefault(client, policies).get(policy));
    }
}
