package io.leadservice.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.leadservice.config.Rate;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Buckets of this node alone, a bounded number of them. One for all instances of a node; safe to use from every thread. */
public final class NodeLimiter implements RateLimiter {

    private static final int MAX_BUCKETS = 50_000;

    private record Key(String policy, String client) {}

    private record Bucket(long arrival, boolean allowed) {}

    private final LongSupplier nanos;
    private final Cache<Key, Bucket> buckets;

    public NodeLimiter() {
        this(System::nanoTime);
    }

    NodeLimiter(LongSupplier nanos) {
        this.nanos = nanos;
        // A bucket that is full again is as good as none.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .ticker(nanos::getAsLong)
                .expireAfter(Expiry.<Key, Bucket>writing(
                        (key, bucket) -> Duration.ofNanos(Math.max(0, bucket.arrival() - nanos.getAsLong()))))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Decision> take(String policy, String client, Rate rate) {
        return Future.succeededFuture(takeNow(policy, client, rate));
    }

    /** The same at once. */
    public Decision takeNow(String policy, String client, Rate rate) {
        Gcra gcra = Gcra.of(rate);
        long now = nanos.getAsLong();
        Bucket after = buckets.asMap().compute(new Key(policy, client), (key, bucket) -> {
            long arrival = bucket == null ? now : bucket.arrival();
            long next = gcra.after(arrival, now);
            return new Bucket(next, next != arrival);
        });
        return gcra.decision(after.allowed(), after.arrival(), now);
    }

    /** What would be said of one more, which is not counted. */
    public Decision look(String policy, String client, Rate rate) {
        Gcra gcra = Gcra.of(rate);
        long now = nanos.getAsLong();
        Bucket bucket = buckets.getIfPresent(new Key(policy, client));
        long arrival = bucket == null ? now : bucket.arrival();
        return gcra.decision(gcra.after(arrival, now) != arrival, arrival, now);
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
