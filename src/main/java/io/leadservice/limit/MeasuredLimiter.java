package io.leadservice.limit;

import io.leadservice.config.Rate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts {@code rate.limit.decisions} by policy, outcome ({@code allowed}, {@code limited}) and by whom ({@code redis},
 * {@code node}).
 */
public final class MeasuredLimiter implements RateLimiter {

    private final RateLimiter limiter;
    private final String by;
    private final MeterRegistry registry;
    private final Map<String, Counter> allowed = new ConcurrentHashMap<>();
    private final Map<String, Counter> limited = new ConcurrentHashMap<>();

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
        Map<String, Counter> counters = decision.allowed() ? allowed : limited;
        Counter known = counters.get(policy);
        if (known == null) {
            known = counters.computeIfAbsent(policy, name -> counter(name, decision.allowed() ? "allowed" : "limited"));
        }
        known.increment();
    }

    private Counter counter(String policy, String outcome) {
        return Counter.builder("rate.limit.decisions")
                .description("Whether a client came too often")
                .tag("policy", policy)
                .tag("outcome", outcome)
                .tag("by", by)
                .register(registry);
    }
}
