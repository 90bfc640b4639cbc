package io.leadservice.audit;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.AuditEntry;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.RecordAudit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes entries from everywhere on a node and sees to it that they get into the trail, many by one message, so that nobody who
 * is audited waits for it. While the store does not answer they wait here, as many as {@value #MOST}; what is allowed only if it
 * is audited is then to be refused, see {@link #isFull}. What comes all the same is counted, and the count becomes an entry.
 *
 * <p>One for each node; thread-safe.
 */
public final class AuditTrail {

    static final int MOST = 10_000;

    private static final String GAP = "audit.gap";
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final int BATCH = 200;
    private static final long PAUSE_MILLIS = 500;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Context context;
    private final Vertx vertx;
    private final BusClient bus;
    private final Counter lost;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Deque<AuditEntry> queue = new ArrayDeque<>();
    private Future<Void> round = Future.succeededFuture();
    private long missing;
    private boolean stopping;

    public AuditTrail(Vertx vertx, BusClient bus, MeterRegistry meters) {
        this.vertx = vertx;
        this.bus = bus;
        // Of its own: it outlives the verticles whose entries it has.
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.lost = Counter.builder("audit.lost")
                .description("Entries for which there was no room; the trail has their number")
                .register(meters);
        Gauge.builder("audit.waiting", waiting, AtomicInteger::get)
                .description("Entries that are not in the audit trail yet")
                .register(meters);
    }

    /** Whether there is no room for a further entry. */
    public boolean isFull() {
        return waiting.get() >= MOST;
    }

    /** Adds an entry; never waits and never fails. */
    public void add(AuditEntry entry) {
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            lost.increment();
            context.runOnContext(ignored -> missing++);
            return;
        }
        context.runOnContext(ignored -> {
            if (stopping) {
                waiting.decrementAndGet();
                lost.increment();
                LOG.error("audit entries lost count=1 what={} reason=the node stops", entry.what());
                return;
            }
            queue.add(entry);
            next();
        });
    }

    /** Writes what waits, within bounds. */
    public Future<Void> close() {
        return Future.<Void>future(done -> context.runOnContext(
                ignored -> drain(Deadline.after(STOP_LIMIT)).onComplete(done)));
    }

    private Future<Void> drain(Deadline limit) {
        return round.transform(ended -> {
            if ((queue.isEmpty() && missing == 0) || limit.passed()) {
                stopping = true;
                if (!queue.isEmpty()) {
                    LOG.error("audit entries lost count={} reason=the node stops", queue.size());
                }
                return Future.succeededFuture();
            }
            next();
            return drain(limit);
        });
    }

    /** One at a time, however long the store is away. */
    private boolean gapWaits() {
        AuditEntry first = queue.peek();
        return first != null && first.what().equals(GAP);
    }

    private void next() {
        if (!round.isComplete() || stopping) {
            return;
        }
        if (missing > 0 && !gapWaits()) {
            queue.addFirst(AuditEntry.ofService(
                    Instant.now(), "audit", GAP, Optional.empty(), missing + " entries are missing"));
            waiting.incrementAndGet();
            missing = 0;
        }
        List<AuditEntry> batch = new ArrayList<>();
        while (batch.size() < BATCH && !queue.isEmpty()) {
            batch.add(queue.poll());
        }
        if (batch.isEmpty()) {
            return;
        }
        round = bus.ask(Channels.RECORD_AUDIT, new RecordAudit(batch), Deadline.after(LIMIT))
                .<Void>mapEmpty()
                .onSuccess(done -> waiting.addAndGet(-batch.size()))
                .recover(cause -> {
                    LOG.warn("audit entries wait count={} reason={}", waiting.get(), cause.getMessage());
                    for (int i = batch.size() - 1; i >= 0; i--) {
                        queue.addFirst(batch.get(i));
                    }
                    return vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).mapEmpty();
                });
        round.onComplete(done -> context.runOnContext(ignored -> next()));
    }
}
