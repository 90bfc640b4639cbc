package io.leadservice.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The meters of Redis: {@code redis.commands} by outcome ({@code answered}, {@code error}, {@code timeout},
 * {@code lost} with the connection, {@code bypassed}), {@code redis.connects} by outcome ({@code connected}, {@code failed}), {@code cache.gets} by cache and
 * result ({@code hit}, {@code miss}, {@code bypass}). Thread-safe.
 */
public final class RedisMeters {

    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Counter answered;
    private final Counter error;
    private final Counter timeout;
    private final Counter lost;
    private final Counter bypassed;
    private final Counter connected;
    private final Counter connectFailed;

    public RedisMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("redis.commands.in.flight", inFlight, AtomicInteger::get)
                .description("Commands that Redis owes an answer")
                .strongReference(true)
                .register(registry);
        this.answered = counter("redis.commands", "Commands to Redis", "answered");
        this.error = counter("redis.commands", "Commands to Redis", "error");
        this.timeout = counter("redis.commands", "Commands to Redis", "timeout");
        this.lost = counter("redis.commands", "Commands to Redis", "lost");
        this.bypassed = counter("redis.commands", "Commands to Redis", "bypassed");
        this.connected = counter("redis.connects", "Tries to connect to Redis", "connected");
        this.connectFailed = counter("redis.connects", "Tries to connect to Redis", "failed");
    }

    void begun() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void answered() {
        answered.increment();
    }

    void error() {
        error.increment();
    }

    void timeout() {
        timeout.increment();
    }

    void lost() {
        lost.increment();
    }

    void bypassed() {
        bypassed.increment();
    }

    void connected() {
        connected.increment();
    }

    void connectFailed() {
        connectFailed.increment();
    }

    Counter cacheGets(String cache, String result) {
        return Counter.builder("cache.gets")
                .description("Looks into the cache of results of services outside")
                .tag("cache", cache)
                .tag("result", result)
                .register(registry);
    }

    private Counter counter(String name, String description, String outcome) {
        return Counter.builder(name)
                .description(description)
                .tag("outcome", outcome)
                .register(registry);
    }
}
