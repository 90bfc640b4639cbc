package io.leadservice.persistence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The outbox in metrics: {@code lead.outbox.backlog}, how many leads have events that Kafka does not have yet;
 * {@code lead.outbox.age}, for how many seconds the oldest of them waits; {@code lead.outbox.events}, what became of events,
 * by outcome. The store is asked when the metrics are read, at most every ten seconds, and what it said is told from the
 * next reading on; NaN where it did not answer. One for each node; thread-safe.
 */
public final class OutboxMeters implements AutoCloseable {

    /** A larger backlog counts as this many leads, so that counting stays cheap. */
    static final int MOST = 100_000;

    private static final Duration LIFE = Duration.ofSeconds(10);

    /**
     * @param leads with pending events
     * @param since when the oldest began to wait
     */
    record Backlog(long leads, Optional<Instant> since) {}

    private final Supplier<Future<Backlog>> asking;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private Instant asked = Instant.EPOCH;
    private volatile Optional<Backlog> known = Optional.empty();
    private final AtomicInteger openRelays = new AtomicInteger();
    private final Counter published;
    private final Counter refused;
    private final Counter buried;
    private final List<Meter> meters;

    public OutboxMeters(MongoOutbox outbox, MeterRegistry registry, InstantSource clock) {
        this(() -> outbox.backlog(MOST), registry, clock);
    }

    OutboxMeters(Supplier<Future<Backlog>> asking, MeterRegistry registry, InstantSource clock) {
        this.asking = asking;
        this.registry = registry;
        this.clock = clock;
        this.published = events("published");
        this.refused = events("refused");
        this.buried = events("dead_letter");
        Gauge backlog = Gauge.builder(
                        "lead.outbox.backlog",
                        this,
                        meters -> meters.backlog()
                                .map(Backlog::leads)
                                .map(Long::doubleValue)
                                .orElse(Double.NaN))
                .description("Leads with events that Kafka does not have yet, as of the reading before")
                .register(registry);
        Gauge age = Gauge.builder("lead.outbox.age", this, OutboxMeters::age)
                .description("For how long the oldest pending event waits")
                .baseUnit("seconds")
                .register(registry);
        this.meters = List.of(
                published, refused, buried, backlog, age, breakerState("open", true), breakerState("closed", false));
    }

    /** A relay's circuit breaker opened, or closed again; half open it counts as open. */
    void breaker(boolean open) {
        openRelays.updateAndGet(count -> Math.max(0, count + (open ? 1 : -1)));
    }

    void published(int count) {
        published.increment(count);
    }

    void refused(int count) {
        refused.increment(count);
    }

    void buried(int count) {
        buried.increment(count);
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }

    private double age() {
        return backlog().map(this::age).orElse(Double.NaN);
    }

    private double age(Backlog backlog) {
        return backlog.since()
                .map(since ->
                        Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0))
                .orElse(0.0);
    }

    /** What was known last; asks anew if that is old. */
    private synchronized Optional<Backlog> backlog() {
        Instant now = clock.instant();
        if (now.isAfter(asked.plus(LIFE))) {
            asked = now;
            asking.get()
                    .onSuccess(backlog -> known = Optional.of(backlog))
                    .onFailure(cause -> known = Optional.empty());
        }
        return known;
    }

    private Gauge breakerState(String state, boolean open) {
        return Gauge.builder("circuit.breaker.state", openRelays, count -> (count.get() > 0) == open ? 1 : 0)
                .description("1 for the state in which the circuit breaker is")
                .tag("service", "publishing")
                .tag("state", state)
                .register(registry);
    }

    private Counter events(String outcome) {
        return Counter.builder("lead.outbox.events")
                .description("Events that were published, refused by Kafka for what they are, or given up")
                .tag("outcome", outcome)
                .register(registry);
    }
}
