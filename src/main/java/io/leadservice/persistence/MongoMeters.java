package io.leadservice.persistence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls of a node to MongoDB: {@code mongo.call.duration} by outcome, {@code mongo.calls.in.flight}, of which those over
 * {@code mongo.pool.limit} wait for a connection. Thread-safe.
 */
public final class MongoMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1)
    };

    private final Timer answered;
    private final Timer failed;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** @param poolSize how many connections there are at most */
    public MongoMeters(MeterRegistry registry, int poolSize) {
        this.answered = timer(registry, "answered");
        this.failed = timer(registry, "failed");
        Gauge.builder("mongo.calls.in.flight", inFlight, AtomicInteger::get)
                .description("Calls to MongoDB at work; those over the limit of the pool wait for a connection")
                .strongReference(true)
                .register(registry);
        Gauge.builder("mongo.pool.limit", () -> poolSize)
                .description("Connections to MongoDB at most")
                .register(registry);
    }

    /** Meters that keep nothing. */
    static MongoMeters none() {
        return new MongoMeters(new CompositeMeterRegistry(), 0);
    }

    <T> Future<T> measure(Future<T> call) {
        long start = System.nanoTime();
        inFlight.incrementAndGet();
        return call.onComplete(ended -> {
            inFlight.decrementAndGet();
            (ended.succeeded() ? answered : failed).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        });
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder("mongo.call.duration")
                .description("From a call to MongoDB to its answer, the wait for a connection included")
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
