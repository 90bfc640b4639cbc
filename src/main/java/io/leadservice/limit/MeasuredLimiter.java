package io.leadservice.limit;

import io.leadservice.config.Rate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;

/**
 * Counts {@code rate.limit.decisions} by policy, outcome ({@code allowed}, {@code limited}) and by whom ({@code redis},
 * {@code node}).
 */
public final class MeasuredLimiter implements RateLimiter {

    private final RateLimiter limiter;
    private final String by;
    private final MeterRegistry registry;

    /** @param by the limiter's name on metrics */
    public MeasuredLimiter(RateLimiter limiter, String by, MeterRegistry registry) {
        this.limiter = limiter;
        this.by = by;
        this.registry = registry;
    }

    @Override
    public Future<Void> start() {
        return limiter.start();
    }

    @Override
    public Future<Decision> take(String policy, String client, Rate rate) {
        return limiter.take(policy, client, rate).onSuccess(decision -> count(policy, decision));
    }

    @Override
    public Future<Void> stop() {
        return limiter.stop();
    }

    private void count(String policy, Decision decision) {
        String outcome = decision.allowed() ? "allowed" : "limited";
        Counter.builder("rate.limit.decisions")
                .description("Whether a client came too often")
                .tag("policy", policy)
                .tag("outcome", outcome)
                .tag("by", by)
                .register(registry)
                .increment();
    }
}
