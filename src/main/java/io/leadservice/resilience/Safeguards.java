package io.leadservice.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process keeps of one service outside: the circuit breaker, the bulkhead and their meters. Made once for each
 * service, shared by all event loops, closed by its maker.
 *
 * <p>The breaker is Resilience4j's, since Vert.x' own forgets every failure at the next success: ADR 7.
 */
public final class Safeguards implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Safeguards.class);
    private static final float PERCENT = 100;

    private final CallPolicy policy;
    private final CircuitBreaker breaker;
    private final AtomicLong stateChanges = new AtomicLong();
    private final Semaphore room;
    private final CallMeters meters;

    /**
     * @param service the name on metrics and in logs, such as {@code validation}
     * @param clock tells the breaker how long it has been open
     */
    public Safeguards(String service, CallPolicy policy, MeterRegistry registry, Clock clock) {
        this.policy = policy;
        this.breaker = CircuitBreaker.of(service, breakerConfig(policy.breaker(), clock));
        this.room = new Semaphore(policy.maxInFlight());
        this.meters = new CallMeters(registry, service, breaker, room, policy.maxInFlight());
        breaker.getEventPublisher().onStateTransition(event -> {
            stateChanges.incrementAndGet();
            LOG.warn(
                    "circuit breaker service={} from={} to={}",
                    service,
                    event.getStateTransition().getFromState(),
                    event.getStateTransition().getToState());
        });
    }

    /**
     * The call with all safeguards round it. From the outside in: what came of it is measured; too many at once fail; an
     * open breaker fails; the time is bounded; then the service is asked.
     */
    public <I, O> OutsideCall<I, O> around(OutsideCall<I, O> call) {
        OutsideCall<I, O> timed = new TimedCall<>(call, policy);
        OutsideCall<I, O> breaking = new BreakingCall<>(timed, breaker, stateChanges);
        OutsideCall<I, O> limited = new LimitedCall<>(breaking, room);
        return new MeasuredCall<>(limited, meters);
    }

    /** Takes the meters off. */
    @Override
    public void close() {
        meters.close();
    }

    private static CircuitBreakerConfig breakerConfig(BreakerPolicy policy, Clock clock) {
        return CircuitBreakerConfig.custom()
                .failureRateThreshold((float) policy.failureRatio() * PERCENT)
                .slowCallDurationThreshold(policy.slowCall())
                .slowCallRateThreshold((float) policy.slowRatio() * PERCENT)
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) policy.window().toSeconds())
                .minimumNumberOfCalls(policy.minimumCalls())
                .waitDurationInOpenState(policy.openFor())
                .permittedNumberOfCallsInHalfOpenState(policy.trials())
                .clock(clock)
                .build();
    }
}
