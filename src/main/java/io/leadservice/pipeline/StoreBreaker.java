package io.leadservice.pipeline;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hop to persistence with a circuit breaker: once the store did not answer three times in a row nothing is asked of it
 * any more, and whoever needs it learns so at once. Twice a second persistence is asked how it is, never with a lead, so no
 * client waits for a trial; when it is up the breaker closes, and opens again at the first failure.
 *
 * <p>ADR 15 says why this is another breaker than that of services outside. One for each node, shared by all its event
 * loops; thread-safe.
 */
public final class StoreBreaker {

    private static final Logger LOG = LoggerFactory.getLogger(StoreBreaker.class);
    private static final int FAILURES_TO_OPEN = 3;
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(500);
    private static final Duration PROBE_LIMIT = Duration.ofMillis(800);
    /** A request that had less time than this says nothing about the store. */
    private static final Duration FAIR = Duration.ofMillis(500);

    private final Vertx vertx;
    private final BusClient bus;
    private final CatchUp catchUp;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean open;
    private volatile boolean lastUp = true;
    private volatile boolean closed;

    public StoreBreaker(Vertx vertx, BusClient bus, MeterRegistry meters) {
        this.vertx = vertx;
        this.bus = bus;
        this.catchUp = new CatchUp(bus);
        gauge(meters, "open", true);
        gauge(meters, "closed", false);
    }

    /** Begins to ask how persistence is. */
    public void start() {
        probeLater();
    }

    /**
     * Asks persistence.
     *
     * @return as {@link BusClient#ask}; while the breaker is open a failure as BACK_END, at once
     */
    public <I extends Record, O> Future<O> ask(Channel<I, O> channel, I request, Deadline deadline) {
        if (open) {
            return away();
        }
        boolean fair = deadline.remaining().compareTo(FAIR) > 0;
        return bus.ask(channel, request, deadline)
                .onSuccess(reply -> failures.set(0))
                .onFailure(cause -> {
                    if (fair && isAway(cause)) {
                        count();
                    }
                });
    }

    /** The same for a question that may take long of itself, so that its failure says nothing about the store. */
    <I extends Record, O> Future<O> askAtLength(Channel<I, O> channel, I request, Deadline deadline) {
        return open ? away() : bus.ask(channel, request, deadline);
    }

    private static <O> Future<O> away() {
        return Future.failedFuture(new Failure(FailureCode.BACK_END, "the store is known not to answer"));
    }

    /** Whether the store is known not to answer. */
    public boolean isOpen() {
        return open;
    }

    /** Whether a failure of this hop says that the store is not there, and not what it thinks of the request. */
    public static boolean isAway(Throwable cause) {
        return cause instanceof Failure failure
                && switch (failure.code()) {
                    case BACK_END, DEADLINE, UNREACHABLE -> true;
                    case OVERLOADED, CORRUPT, INTERNAL, CONTESTED -> false;
                };
    }

    /** Ends its probes. */
    public void close() {
        closed = true;
    }

    /** Something was queued because the store was away. */
    void wasAway() {
        catchUp.doubt();
    }

    /** As {@link Pipeline#caughtUp}. */
    Future<Boolean> caughtUp() {
        return open ? Future.succeededFuture(false) : catchUp.isOver();
    }

    private void count() {
        if (failures.incrementAndGet() >= FAILURES_TO_OPEN && !open) {
            open = true;
            LOG.warn("store breaker from=closed to=open");
        }
    }

    private void probeLater() {
        vertx.setTimer(PROBE_INTERVAL.toMillis(), id -> {
            if (!closed) {
                probe();
            }
        });
    }

    private void probe() {
        bus.ask(Channels.health(StageName.PERSISTENCE), new HealthCheck(), Deadline.after(PROBE_LIMIT))
                .map(StageHealth::up)
                .otherwise(false)
                .onSuccess(up -> {
                    // Other nodes may have queued what this one knows nothing of.
                    if (!up || !lastUp || open) {
                        catchUp.doubt();
                    }
                    if (up && open) {
                        failures.set(FAILURES_TO_OPEN - 1);
                        open = false;
                        LOG.warn("store breaker from=open to=closed");
                    }
                    lastUp = up;
                    // So that as a rule no request has to wait for the look.
                    catchUp.isOver().onComplete(looked -> probeLater());
                });
    }

    private void gauge(MeterRegistry meters, String state, boolean whenOpen) {
        Gauge.builder("circuit.breaker.state", this, breaker -> breaker.open == whenOpen ? 1 : 0)
                .description("1 for the state in which the circuit breaker is")
                .tag("service", "persistence")
                .tag("state", state)
                .register(meters);
    }
}
