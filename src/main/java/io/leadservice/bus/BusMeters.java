package io.leadservice.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The meters of a node's hops by channel: {@code stage.hop.duration}, {@code stage.wait.duration} and
 * {@code stage.failures} as the asking side sees them, {@code stage.work.duration}, {@code stage.window.in.use} and
 * {@code stage.window.limit} as the stage does. Made when a channel is used first; thread-safe.
 */
public final class BusMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500)
    };

    private static final String HEALTH = ".health";
    private static final Serving UNTOLD = new Serving(new CompositeMeterRegistry(), HEALTH);

    private final MeterRegistry registry;
    private final Map<String, Asking> asking = new ConcurrentHashMap<>();
    private final Map<String, Serving> serving = new ConcurrentHashMap<>();

    public BusMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Meters that keep nothing. */
    public static BusMeters none() {
        return new BusMeters(new CompositeMeterRegistry());
    }

    /** @return nothing for the questions of how a stage is, which come each second */
    Optional<Asking> asking(String address) {
        if (address.endsWith(HEALTH)) {
            return Optional.empty();
        }
        Asking known = asking.get(address);
        return Optional.of(known == null ? asking.computeIfAbsent(address, name -> new Asking(registry, name)) : known);
    }

    Serving serving(String address) {
        if (address.endsWith(HEALTH)) {
            return UNTOLD;
        }
        return serving.computeIfAbsent(address, name -> new Serving(registry, name));
    }

    /** Of one channel, on the side that asks. */
    static final class Asking {

        private final Timer hop;
        private final Timer wait;
        private final MeterRegistry registry;
        private final String channel;
        private final Map<FailureCode, Counter> failures = new ConcurrentHashMap<>();

        Asking(MeterRegistry registry, String channel) {
            this.hop = timer(registry, "stage.hop.duration", "From asking a stage to its reply or failure", channel);
            this.wait = timer(
                    registry,
                    "stage.wait.duration",
                    "The part of an answered hop in which the stage did not work: on the way and in the queue",
                    channel);
            this.registry = registry;
            this.channel = channel;
            // Those with an alert are there from the beginning, so that their first one is seen.
            List.of(FailureCode.UNREACHABLE, FailureCode.OVERLOADED, FailureCode.DEADLINE)
                    .forEach(this::counter);
        }

        void answered(Reply.Hop made) {
            hop.record(made.took());
            wait.record(made.took().minus(made.worked()));
        }

        void failed(long nanos, FailureCode code) {
            hop.record(nanos, TimeUnit.NANOSECONDS);
            counter(code).increment();
        }

        private Counter counter(FailureCode code) {
            return failures.computeIfAbsent(
                    code,
                    failure -> Counter.builder("stage.failures")
                            .description("Hops that failed, by the code of the failure")
                            .tag("channel", channel)
                            .tag("code", failure.key())
                            .register(registry));
        }
    }

    /** Of one channel, for all instances of the node that serve it. */
    static final class Serving {

        private final Timer work;
        private final AtomicInteger inUse = new AtomicInteger();
        private final AtomicInteger limit = new AtomicInteger();

        Serving(MeterRegistry registry, String channel) {
            this.work = timer(registry, "stage.work.duration", "How long a stage worked on a request", channel);
            gauge(registry, "stage.window.in.use", "Requests at work in this node's instances", channel, inUse);
            gauge(registry, "stage.window.limit", "How many could be at work in them", channel, limit);
        }

        void started(int window) {
            limit.addAndGet(window);
        }

        void stopped(int window) {
            limit.addAndGet(-window);
        }

        void begun() {
            inUse.incrementAndGet();
        }

        void ended(long nanos) {
            inUse.decrementAndGet();
            work.record(nanos, TimeUnit.NANOSECONDS);
        }

        private static void gauge(
                MeterRegistry registry, String name, String description, String channel, AtomicInteger value) {
            Gauge.builder(name, value, AtomicInteger::get)
                    .description(description)
                    .tag("channel", channel)
                    .strongReference(true)
                    .register(registry);
        }
    }

    private static Timer timer(MeterRegistry registry, String name, String description, String channel) {
        return Timer.builder(name)
                .description(description)
                .tag("channel", channel)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
