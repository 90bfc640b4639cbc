package io.leadservice.limit;

import io.leadservice.config.Rate;
import io.vertx.core.Future;

/** Counts what a client does against its rate. For the event loop on which it is started. */
public interface RateLimiter {

    /** Opens what it needs. */
    Future<Void> start();

    /**
     * Takes one from the client's bucket, if there is one.
     *
     * @param policy the name of the rate
     * @return fails if this limiter cannot tell now
     */
    Future<Decision> take(String policy, String client, Rate rate);

    /** Closes what it opened. */
    Future<Void> stop();
}
