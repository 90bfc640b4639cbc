package io.leadservice.intake;

import io.leadservice.intake.LeadCompletion.Finished;
import io.leadservice.pipeline.QueueReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The meters of a node's intake: {@code intake.queued} by reason, {@code intake.records} by outcome, {@code intake.waits}
 * for tries that have to be repeated, {@code intake.in.flight}, and {@code intake.lag} of all nodes. Label values are constants of this program.
 * Thread-safe.
 */
final class IntakeMeters {

    private final Map<QueueReason, Counter> queued = new EnumMap<>(QueueReason.class);
    private final Counter deadLetters;
    private final Counter waits;
    private final Map<Finished, Counter> finished = new EnumMap<>(Finished.class);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong lag = new AtomicLong();

    IntakeMeters(MeterRegistry registry) {
        for (QueueReason reason : QueueReason.values()) {
            queued.put(reason, queued(registry, reason.key()));
        }
        this.deadLetters = records(registry, "dead_letter");
        this.waits = Counter.builder("intake.waits")
                .description("Tries of queued submissions that could not end and are repeated")
                .register(registry);
        for (Finished outcome : Finished.values()) {
            if (outcome != Finished.MALFORMED) {
                finished.put(outcome, records(registry, outcome.name().toLowerCase(Locale.ROOT)));
            }
        }
        Gauge.builder("intake.in.flight", inFlight, AtomicInteger::get)
                .description("Records of the intake topic at work or waiting on this node")
                .register(registry);
        Gauge.builder("intake.lag", lag, AtomicLong::get)
                .description("Records of the intake topic that no node has worked off, as known on this node")
                .register(registry);
    }

    void behind(long records) {
        lag.set(records);
    }

    void queued(QueueReason reason) {
        Counter counter = queued.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    void begun() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void waits() {
        waits.increment();
    }

    void finished(Finished outcome) {
        Counter counter = finished.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    void buried() {
        deadLetters.increment();
    }

    private static Counter queued(MeterRegistry registry, String reason) {
        return Counter.builder("intake.queued")
                .description("Submissions put into the intake topic")
                .tag("reason", reason)
                .register(registry);
    }

    private static Counter records(MeterRegistry registry, String outcome) {
        return Counter.builder("intake.records")
                .description("Records of the intake topic that were worked off")
                .tag("outcome", outcome)
                .register(registry);
    }
}
