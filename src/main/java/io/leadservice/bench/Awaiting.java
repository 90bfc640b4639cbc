package io.leadservice.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what happens on event loops. */
final class Awaiting {

    private Awaiting() {}

    /** @throws IllegalStateException if it takes longer */
    static <T> T within(Duration limit, Future<T> future) {
        try {
            return future.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("it took longer than " + limit, e);
        }
    }
}
