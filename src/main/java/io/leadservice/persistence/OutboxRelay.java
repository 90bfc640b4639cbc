package io.leadservice.persistence;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.Deadline;
import io.leadservice.config.OutboxConfig;
import io.leadservice.lead.LeadEvent;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.PublishEvents;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings pending events from the store to the publishing stage and marks those that Kafka has.
 *
 * <p>New events take the fast path, a bounded queue in memory; what does not fit, fails, or is left by a node that died is
 * found in the store by the sweep, leased so that relays share the work. Both go in batches, one at a time, so events of
 * one lead keep their order. A circuit breaker keeps an absent Kafka from being asked again and again.
 *
 * <p>State is confined to the event loop of the persistence instance that owns it.
 */
public final class OutboxRelay {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int QUEUE_LIMIT = 10_000;
    private static final int FAILURES_TO_OPEN = 3;
    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(10);
    private static final long RESET_MILLIS = 2_000;

    private final Vertx vertx;
    private final LeadStore store;
    private final BusClient bus;
    private final OutboxConfig config;
    private final String owner;
    private final Deque<LeadEvent> queue = new ArrayDeque<>();
    private Future<Void> round = Future.succeededFuture();
    private final CircuitBreaker breaker;
    private long timer;
    private boolean running;

    /** @param owner who leases: unique among all relays of all nodes */
    public OutboxRelay(Vertx vertx, MongoLeadStore store, BusClient bus, OutboxConfig config, String owner) {
        this((LeadStore) store, vertx, bus, config, owner);
    }

    OutboxRelay(LeadStore store, Vertx vertx, BusClient bus, OutboxConfig config, String owner) {
        this.vertx = vertx;
        this.store = store;
        this.bus = bus;
        this.config = config;
        this.owner = owner;
        this.breaker = CircuitBreaker.create(
                "publishing",
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(FAILURES_TO_OPEN)
                        .setTimeout(PUBLISH_LIMIT.plusSeconds(1).toMillis())
                        .setResetTimeout(RESET_MILLIS));
    }

    Future<Void> start() {
        running = true;
        timer = vertx.setPeriodic(config.interval().toMillis(), id -> sweep());
        return Future.succeededFuture();
    }

    /** Ends after the round at work; what is left in the queue is in the store. */
    Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        return round.otherwiseEmpty().onComplete(done -> breaker.close());
    }

    /** Hands over an event that the store has; if the queue is full the sweep will find it. */
    void offer(LeadEvent event) {
        if (queue.size() < QUEUE_LIMIT) {
            queue.add(event);
            drain();
        }
    }

    private void drain() {
        if (running && round.isComplete() && !queue.isEmpty()) {
            round = publish(nextBatch());
            round.onComplete(done -> vertx.runOnContext(ignored -> drain()));
        }
    }

    private List<LeadEvent> nextBatch() {
        List<LeadEvent> batch = new ArrayList<>();
        while (batch.size() < config.batchSize() && !queue.isEmpty()) {
            batch.add(queue.poll());
        }
        return batch;
    }

    private void sweep() {
        if (!running || !round.isComplete()) {
            return;
        }
        // Twice the interval, so that the sweep leaves alone what the fast path is about to publish.
        Instant before = Instant.now().minus(config.interval().multipliedBy(2));
        round = store.claim(owner, config.batchSize(), before, config.lease())
                .compose(this::publish)
                .otherwise(cause -> {
                    LOG.warn("outbox sweep failed error={}", cause.getMessage());
                    return null;
                });
        round.onComplete(done -> vertx.runOnContext(ignored -> drain()));
    }

    private Future<Void> publish(List<LeadEvent> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        return breaker.execute(() -> bus.ask(Channels.PUBLISH, new PublishEvents(events), Deadline.after(PUBLISH_LIMIT))
                        .compose(result -> result.published().isEmpty()
                                ? Future.failedFuture("none of " + events.size() + " events was published")
                                : Future.succeededFuture(result)))
                .compose(result -> {
                    Set<String> published = new HashSet<>(result.published());
                    return store.markPublished(events.stream()
                            .filter(event -> published.contains(event.id()))
                            .toList());
                })
                .otherwise(cause -> {
                    LOG.warn("events wait in the outbox count={} reason={}", events.size(), cause.getMessage());
                    return null;
                });
    }
}
