package io.leadservice.persistence;

import io.leadservice.bus.Failure;
import io.leadservice.lead.LeadEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds epochs that their writers left open, since their processes ended, and puts the events of their leads into the outbox,
 * made of the leads and under their first ids; the relays publish them as any other. An epoch is left when this node has seen
 * it for so long, by its own clock, as no writer needs. Nodes may do the same at once, and one whose writer lives may be taken
 * for left: then events are published twice.
 *
 * <p>One for each node. State is confined to the context on which {@link #start} was called.
 */
public final class EpochSweep {

    private static final Logger LOG = LoggerFactory.getLogger(EpochSweep.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int PAGE = 200;

    private final Rounds rounds;
    private final MongoEpochs epochs;
    private final MongoOutbox outbox;
    private final Duration left;
    private final Map<String, Long> seen = new HashMap<>();

    /** @param left after this time of being seen an epoch is taken for left */
    EpochSweep(Vertx vertx, MongoEpochs epochs, MongoOutbox outbox, Duration left) {
        this.rounds = new Rounds(vertx, "epoch", INTERVAL);
        this.epochs = epochs;
        this.outbox = outbox;
        this.left = left;
    }

    /**
     * How long to wait: new leads join an epoch, the last one is written, its event goes to Kafka, or it is looked for once more
     * if nobody knows whether it was written.
     *
     * @param grace after this time a write that was begun is done or will never be
     */
    static Duration left(Duration grace) {
        return OwnEpochs.LIFE.plus(grace).plus(EventDelivery.LIMIT).plus(grace);
    }

    /** Begins after a random part of the interval, so that nodes take turns. */
    public void start() {
        rounds.start(this::sweep);
    }

    /** Ends after the page at work. */
    public Future<Void> stop() {
        return rounds.stop();
    }

    /** Looks at the open epochs, and works off those that are left, one after the other. */
    Future<Void> sweep() {
        return epochs.open().compose(open -> {
            long now = System.nanoTime();
            seen.keySet().retainAll(open.stream().map(Epoch::id).toList());
            open.forEach(epoch -> seen.putIfAbsent(epoch.id(), now));
            Future<Void> done = Future.succeededFuture();
            for (Epoch epoch : open) {
                if (now - seen.getOrDefault(epoch.id(), now) >= left.toNanos()) {
                    done = done.compose(before -> workOff(epoch, new HashSet<>(), 0));
                }
            }
            return done;
        });
    }

    /** @param damaged leads that cannot be read */
    private Future<Void> workOff(Epoch epoch, Set<String> damaged, int before) {
        if (rounds.stopped()) {
            return Future.succeededFuture();
        }
        return epochs.leads(epoch, damaged, PAGE).compose(found -> {
            if (found.isEmpty()) {
                LOG.info("epoch was left open, its events are in the outbox leads={}", before);
                return epochs.close(epoch.id());
            }
            List<LeadEvent> events = events(found, damaged);
            return outbox.put(events, Optional.of(epoch.id()))
                    .compose(done -> workOff(epoch, damaged, before + events.size()));
        });
    }

    private static List<LeadEvent> events(List<JsonObject> documents, Set<String> damaged) {
        List<LeadEvent> events = new ArrayList<>();
        for (JsonObject document : documents) {
            try {
                events.add(LeadEvents.ofNew(LeadDocument.read(document).asNew(), Optional.empty()));
            } catch (Failure e) {
                damaged.add(document.getString("_id"));
                LOG.error("lead without an event reason={}", e.getMessage());
            }
        }
        return events;
    }
}
