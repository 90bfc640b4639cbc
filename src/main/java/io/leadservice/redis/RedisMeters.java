package io.leadservice.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The meters of Redis: {@code redis.commands} by outcome ({@code answered}, {@code error}, {@code timeout},
 * {@code lost} with the connection, {@code bypassed}), {@code redis.connects} by outcome ({@code connected}, {@code failed}), {@code cache.gets} by cache and
 * result ({@code hit}, {@code miss}, {@code bypass}). Thread-safe.
 */
public final class RedisMeters {

    private final MeterRegistry registry;
    private final Counter answered;
    private final Counter error;
    private final Counter timeout;
    private final Counter lost;
    private final Counter bypassed;
    private final Counter connected;
    private final Counter connectFailed;

    public RedisMeters(MeterRegistry registry) {
        this.registry = registry;
        this.answered = counter("redis.commands", "answered");
        this.error = counter("redis.commands", "error");
        this.timeout = counter("redis.commands", "timeout");
        this.lost = counter("redis.commands", "lost");
        this.bypassed = counter("redis.commands", "bypassed");
        this.connected = counter("redis.connects", "connected");
        this.connectFailed = counter("redis.connects", "failed");
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
                .tag("cache", cache)
                .tag("result", result)
                .register(registry);
    }

    private Counter counter(String name, String outcome) {
        return Counter.builder(name).tag("outcome", outcome).register(registry);
    }
}
