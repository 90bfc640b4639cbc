package io.leadservice.persistence;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.RequestIds;
import io.leadservice.config.OutboxConfig;
import io.leadservice.lead.LeadEvent;
import io.leadservice.persistence.Outbox.Claim;
import io.leadservice.persistence.Outbox.Pending;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings pending events from the store to the publishing stage and marks those that Kafka has.
 *
 * <p>New events take the fast path, a bounded queue in memory, in which they are gathered for a moment. What does not fit, fails, or is left by a node that died is
 * found in the store by the sweep, which goes on while it finds full batches; its leads are leased, so that relays share
 * the work, and given back if they could not be published. Both go in batches, one at a time, so events of one lead keep
 * their order. While Kafka is away a circuit breaker opens: then nothing is taken, but for one lead to see whether it is
 * back.
 *
 * <p>State is confined to the event loop of the persistence instance that owns it.
 */
public final class OutboxRelay {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int QUEUE_LIMIT = 10_000;
    /** With so many before it an event is not published within moments any more. */
    private static final int SHORT_QUEUE = 1_000;

    private static final int LONGEST_PAUSE = 8;
    private static final int FAILURES_TO_OPEN = 3;
    private static final long RESET_MILLIS = 2_000;
    private static final long GATHER_MILLIS = 100;
    private static final long LONGEST_REST_MILLIS = 500;
    private static final Duration LAST_ROUND_LIMIT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Outbox outbox;
    private final OutboxConfig config;
    private final CircuitBreaker breaker;
    private final EventDelivery delivery;
    private final OutboxMeters meters;
    private final Deque<Pending> queue = new ArrayDeque<>();
    private Future<Void> round = Future.succeededFuture();
    private boolean running;
    private boolean failing;
    private boolean toldOpen;
    private boolean sweepDue;
    private boolean gathering;
    private boolean gathered;
    private int pause = 1;
    private int ticksToSweep;
    private long timer;

    public OutboxRelay(Vertx vertx, EpochOutbox outbox, BusClient bus, OutboxConfig config, OutboxMeters meters) {
        this(vertx, (Outbox) outbox, bus, config, meters);
    }

    OutboxRelay(Vertx vertx, Outbox outbox, BusClient bus, OutboxConfig config, OutboxMeters meters) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.delivery = new EventDelivery(outbox, bus, config.maxTries(), meters);
        this.meters = meters;
        this.config = config;
        this.breaker = CircuitBreaker.create(
                        "publishing",
                        vertx,
                        new CircuitBreakerOptions()
                                .setMaxFailures(FAILURES_TO_OPEN)
                                .setTimeout(EventDelivery.LIMIT.plusSeconds(1).toMillis())
                                .setResetTimeout(RESET_MILLIS))
                .openHandler(opened -> tell(true))
                .closeHandler(closed -> tell(false));
    }

    /** The breaker opens anew at each trial that fails, and is one open breaker all the time. */
    private void tell(boolean open) {
        if (toldOpen != open) {
            toldOpen = open;
            meters.breaker(open);
        }
    }

    /** Begins with what an earlier process left. */
    Future<Void> start() {
        running = true;
        timer = vertx.setPeriodic(0, config.interval().toMillis(), id -> tick());
        return Future.succeededFuture();
    }

    /** Where nothing waits, the sweep looks less often: at every eighth interval in the end. */
    private void tick() {
        if (--ticksToSweep <= 0) {
            ticksToSweep = pause;
            sweepDue = true;
            next();
        }
    }

    /** Ends with what was gathered; what is left in the queue then is put into the store. */
    Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        return round.otherwiseEmpty()
                .compose(done -> publish(nextBatch())
                        .timeout(LAST_ROUND_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .otherwise(0))
                .compose(done -> keep(queue.stream().map(Pending::event).toList()))
                .onComplete(done -> {
                    breaker.close();
                    tell(false);
                });
    }

    /** Hands over an event of a stored lead; if it cannot be taken now, the sweep will find it. */
    void offer(LeadEvent event) {
        if (takes()) {
            queue.add(new Pending(event, 0));
            RequestIds.apart(this::next);
        } else {
            keep(List.of(event));
        }
    }

    /** Whether an event that is offered now will be published within moments, by all that is known. */
    boolean prompt() {
        return takes() && !failing && queue.size() < SHORT_QUEUE;
    }

    private boolean takes() {
        return running && queue.size() < QUEUE_LIMIT && breaker.state() == CircuitBreakerState.CLOSED;
    }

    /** What cannot be published now waits in the store, where the sweep finds it. */
    private Future<Void> keep(List<LeadEvent> events) {
        lookSoon();
        return outbox.keep(events).otherwiseEmpty();
    }

    /** Begins the next round if none is at work: a sweep that is due, or what waits in the queue. */
    private void next() {
        if (!running || !round.isComplete()) {
            return;
        }
        if (sweepDue) {
            sweepDue = false;
            begin(sweep());
        } else if (gathered || queue.size() >= config.batchSize()) {
            gathered = false;
            begin(publish(nextBatch()).otherwise(0).mapEmpty());
        } else if (!queue.isEmpty()) {
            gather();
        }
    }

    /** Waits for further events: each round costs a write to Kafka and one to the store, however many it carries. */
    private void gather() {
        if (!gathering) {
            gathering = true;
            vertx.setTimer(GATHER_MILLIS, id -> {
                gathering = false;
                gathered = true;
                next();
            });
        }
    }

    private void begin(Future<Void> begun) {
        round = begun;
        round.onComplete(done -> vertx.runOnContext(ignored -> next()));
    }

    private List<Pending> nextBatch() {
        List<Pending> batch = new ArrayList<>();
        while (batch.size() < config.batchSize() && !queue.isEmpty()) {
            batch.add(queue.poll());
        }
        return batch;
    }

    /** A sweep that found a full batch is followed by the next after a rest of its own length: leads on their way come first. */
    private Future<Void> sweep() {
        if (breaker.state() == CircuitBreakerState.OPEN) {
            return Future.succeededFuture();
        }
        int most = breaker.state() == CircuitBreakerState.CLOSED ? config.batchSize() : 1;
        // Twice the interval, so that the sweep leaves alone what the fast path is about to publish.
        Instant before = Instant.now().minus(config.interval().multipliedBy(2));
        long began = System.nanoTime();
        return outbox.claim(most, before, config.lease())
                .compose(this::publishClaimed)
                .onSuccess(published -> swept(published, most, Duration.ofNanos(System.nanoTime() - began)))
                .onFailure(cause -> LOG.warn("outbox sweep failed error={}", cause.getMessage()))
                .otherwise(0)
                .mapEmpty();
    }

    private void swept(int published, int most, Duration took) {
        if (published >= most) {
            vertx.setTimer(Math.max(1, Math.min(took.toMillis(), LONGEST_REST_MILLIS)), id -> {
                sweepDue = true;
                next();
            });
        }
        pause = published == 0 && breaker.state() == CircuitBreakerState.CLOSED
                ? Math.min(2 * pause, LONGEST_PAUSE)
                : 1;
    }

    /** @return how many left the outbox */
    private Future<Integer> publishClaimed(Claim claim) {
        return publish(claim.events()).transform(published -> {
            int count = published.succeeded() ? published.result() : 0;
            // Also where all were published: a lead that got another event meanwhile is leased still.
            return claim.events().isEmpty()
                    ? Future.succeededFuture(count)
                    : outbox.release(claim).map(count);
        });
    }

    /** @return how many left the outbox; fails if none did */
    private Future<Integer> publish(List<Pending> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture(0);
        }
        return breaker.execute(() -> delivery.deliver(events))
                .onSuccess(done -> {
                    failing = false;
                    waiting(events, events.size() - done);
                })
                .onFailure(cause -> away(events, cause));
    }

    private void waiting(List<Pending> batch, int count) {
        if (count > 0) {
            keep(batch.stream().map(Pending::event).toList());
            LOG.warn("events wait in the outbox count={} reason=not published", count);
        }
    }

    /** Has the sweep look at the next interval for what was put into the store. */
    void lookSoon() {
        pause = 1;
        ticksToSweep = 1;
    }

    /** From now on all waits in the store: there the sweep finds it when Kafka is back. */
    private void away(List<Pending> batch, Throwable cause) {
        failing = true;
        LOG.warn("events wait in the outbox count={} reason={}", batch.size() + queue.size(), cause.getMessage());
        keep(Stream.concat(batch.stream(), queue.stream()).map(Pending::event).toList());
        queue.clear();
    }
}
