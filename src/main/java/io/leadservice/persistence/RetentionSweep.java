package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.config.RetentionConfig;
import io.leadservice.lead.Vertical;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases leads that are older than their vertical keeps them; their persons may come again. One for each node, and one at a time
 * works, by lease.
 *
 * <p>State is confined to the context on which {@link #start} was called.
 */
public final class RetentionSweep {

    static final int BATCH = 100;

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration LEASE = Duration.ofMinutes(4);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String BY = "retention";

    private final Rounds rounds;
    private final RetentionConfig config;
    private final SweepLease lease;
    private final MongoLeadStore leads;
    private final Eraser eraser;
    private final Clock clock;

    RetentionSweep(
            Vertx vertx, RetentionConfig config, SweepLease lease, MongoLeadStore leads, Eraser eraser, Clock clock) {
        this.rounds = new Rounds(vertx, "retention", INTERVAL);
        this.config = config;
        this.lease = lease;
        this.leads = leads;
        this.eraser = eraser;
        this.clock = clock;
    }

    /** Begins after a random part of the interval, so that nodes take turns. */
    public void start() {
        rounds.start(this::turn);
    }

    /** Ends after the batch at work. */
    public Future<Void> stop() {
        return rounds.stop();
    }

    private Future<Void> turn() {
        Instant now = clock.instant();
        return lease.take(now, now.plus(LEASE))
                .compose(taken -> taken ? sweep(now.plus(LEASE)) : Future.succeededFuture());
    }

    /** Erases what is too old, a batch at a time, for as long as the lease lasts. */
    Future<Void> sweep(Instant until) {
        Future<Void> done = Future.succeededFuture();
        for (Vertical vertical : Vertical.values()) {
            Optional<Duration> age = config.age(vertical);
            if (age.isPresent()) {
                done = done.compose(before -> sweep(vertical, age.get(), until));
            }
        }
        return done;
    }

    private Future<Void> sweep(Vertical vertical, Duration age, Instant until) {
        Instant now = clock.instant();
        if (rounds.stopped() || !now.isBefore(until)) {
            return Future.succeededFuture();
        }
        Deadline limit = Deadline.after(LIMIT);
        return leads.olderThan(vertical, now.minus(age), BATCH, limit)
                .compose(found -> Future.all(found.stream()
                                .map(lead -> eraser.erase(lead, BY, Optional.empty(), limit))
                                .toList())
                        .compose(erased -> {
                            if (found.isEmpty()) {
                                return Future.succeededFuture();
                            }
                            LOG.info("retention erased leads vertical={} count={}", vertical, found.size());
                            return sweep(vertical, age, until);
                        }));
    }
}
