package io.leadservice.limit;

import io.leadservice.config.Rate;
import io.vertx.core.Future;

/** The limiter of all nodes while it can tell, this node's own while it cannot. */
public final class FallbackLimiter implements RateLimiter {

    private final RateLimiter exact;
    private final RateLimiter own;

    public FallbackLimiter(RateLimiter exact, RateLimiter own) {
        this.exact = exact;
        this.own = own;
    }

    @Override
    public Future<Void> start() {
        return exact.start();
    }

    @Override
    public Future<Decision> take(String policy, String client, Rate rate) {
        return exact.take(policy, client, rate).recover(cause -> own.take(policy, client, rate));
    }

    @Override
    public Future<Void> stop() {
        return exact.stop();
    }
}
