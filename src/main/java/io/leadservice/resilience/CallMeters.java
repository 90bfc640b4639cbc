package io.leadservice.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.leadservice.resilience.CallFailure.Reason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The meters of one service outside: {@code outside.calls} by service and outcome, {@code circuit.breaker.state} (1 for
 * the state it is in, 0 for the others), {@code bulkhead.in.use} and {@code bulkhead.limit}. The label values are the
 * service's name and constants of this program.
 */
final class CallMeters implements AutoCloseable {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2)
    };
    private static final List<CircuitBreaker.State> STATES =
            List.of(CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN, CircuitBreaker.State.HALF_OPEN);

    private final MeterRegistry registry;
    private final String service;
    private final Timer answered;
    private final Timer defect;
    private final Map<Reason, Timer> failed = new EnumMap<>(Reason.class);
    private final List<Meter> meters = new ArrayList<>();

    CallMeters(MeterRegistry registry, String service, CircuitBreaker breaker, Semaphore room, int limit) {
        this.registry = registry;
        this.service = service;
        this.answered = timer("answered");
        this.defect = timer("defect");
        for (Reason reason : Reason.values()) {
            failed.put(reason, timer(reason.key()));
        }
        for (CircuitBreaker.State state : STATES) {
            meters.add(Gauge.builder("circuit.breaker.state", breaker, now -> now.getState() == state ? 1 : 0)
                    .description("1 for the state in which the circuit breaker is")
                    .tag("service", service)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .strongReference(true)
                    .register(registry));
        }
        meters.add(Gauge.builder("bulkhead.in.use", room, now -> limit - now.availablePermits())
                .description("Calls at work")
                .tag("service", service)
                .strongReference(true)
                .register(registry));
        meters.add(Gauge.builder("bulkhead.limit", () -> limit)
                .description("How many calls may be at work")
                .tag("service", service)
                .register(registry));
    }

    void record(AsyncResult<?> result, long nanos) {
        timerOf(result).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timerOf(AsyncResult<?> result) {
        if (result.succeeded()) {
            return answered;
        }
        return result.cause() instanceof CallFailure failure ? failed.getOrDefault(failure.reason(), defect) : defect;
    }

    private Timer timer(String outcome) {
        Timer timer = Timer.builder("outside.calls")
                .description("Calls to services outside, with those that a breaker or bulkhead refused")
                .tag("service", service)
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        meters.add(timer);
        return timer;
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}
