package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.config.RetentionConfig;
import io.leadservice.lead.Vertical;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    /** A sweep gives up on a vertical after so many leads that cannot be erased. */
    private static final int MOST_RESISTING = 1_000;

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
                done = done.compose(before -> sweep(vertical, age.get(), until, Set.of())
                        .recover(cause -> {
                            LOG.warn("retention failed vertical={} error={}", vertical, cause.getMessage());
                            return Future.succeededFuture();
                        }));
            }
        }
        return done;
    }

    /** @param resisting the ids of those that could not be read or erased in this sweep */
    private Future<Void> sweep(Vertical vertical, Duration age, Instant until, Set<String> resisting) {
        Instant now = clock.instant();
        if (rounds.stopped() || !now.isBefore(until) || resisting.size() >= MOST_RESISTING) {
            return Future.succeededFuture();
        }
        Deadline limit = Deadline.after(LIMIT);
        return leads.olderThan(vertical, now.minus(age), resisting, BATCH, limit)
                .compose(found -> found.last().isEmpty()
                        ? Future.succeededFuture()
                        : erase(vertical, found, limit).compose(left -> {
                            Set<String> all = new HashSet<>(resisting);
                            all.addAll(left);
                            return sweep(vertical, age, until, all);
                        }));
    }

    /** @return the ids of those that are still there */
    private Future<List<String>> erase(Vertical vertical, MongoLeadStore.Page found, Deadline limit) {
        List<String> left = new ArrayList<>(found.damaged());
        List<Future<StoredLead>> erasures = found.leads().stream()
                .map(lead -> eraser.erase(lead, BY, Optional.empty(), limit).onFailure(cause -> {
                    left.add(lead.id());
                    LOG.warn("lead not erased lead_id={} error={}", lead.id(), cause.getMessage());
                }))
                .toList();
        return Future.join(erasures).transform(done -> {
            long count = erasures.stream().filter(Future::succeeded).count();
            if (count > 0) {
                LOG.info("retention erased leads vertical={} count={}", vertical, count);
            }
            return Future.succeededFuture(left);
        });
    }
}
