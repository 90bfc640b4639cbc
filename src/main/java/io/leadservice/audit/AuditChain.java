package io.leadservice.audit;

import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.pipeline.AuditEntry;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The chain of one process: gives entries their places, one batch after the other. A batch whose writing failed may be there, in
 * part or whole, so it is written again as it was before anything else is. Thread-safe.
 */
public final class AuditChain {

    private final AuditStore store;
    private final String name;
    private List<ChainLink> unsure = List.of();
    private long sequence;
    private String last = ChainLink.BEGIN;
    private Future<Void> tail = Future.succeededFuture();
    private int queued;

    /** Batches beyond this are refused. */
    private static final int MOST_QUEUED = 64;

    public AuditChain(MongoAuditStore store) {
        this((AuditStore) store, newName(Instant.now()));
    }

    AuditChain(AuditStore store, String name) {
        this.store = store;
        this.name = name;
    }

    /** In the order of time, and different from all others. */
    private static String newName(Instant now) {
        String random = UUID.randomUUID().toString().substring(0, 8);
        return now.truncatedTo(ChronoUnit.SECONDS) + "-" + random;
    }

    /** Appends entries; completes once they are durable, and fails as the store does. */
    public synchronized Future<Void> append(List<AuditEntry> entries) {
        if (queued >= MOST_QUEUED) {
            return Future.failedFuture(new Failure(FailureCode.OVERLOADED, "too many audit entries wait"));
        }
        queued++;
        Future<Void> done = tail.transform(before -> write(entries));
        tail = done.otherwiseEmpty();
        return done.onComplete(ended -> ended());
    }

    private synchronized void ended() {
        queued--;
    }

    private Future<Void> write(List<AuditEntry> entries) {
        List<ChainLink> again = unsure();
        return (again.isEmpty()
                        ? Future.<Void>succeededFuture()
                        : store.append(again).onSuccess(done -> settled()))
                .compose(done -> {
                    List<ChainLink> links = place(entries);
                    return store.append(links).onSuccess(written -> settled());
                });
    }

    private synchronized List<ChainLink> unsure() {
        return unsure;
    }

    private synchronized void settled() {
        unsure = List.of();
    }

    private synchronized List<ChainLink> place(List<AuditEntry> entries) {
        List<ChainLink> links = new ArrayList<>();
        for (AuditEntry entry : entries) {
            ChainLink link = new ChainLink(name, sequence, entry, last);
            links.add(link);
            last = link.hash();
            sequence++;
        }
        unsure = links;
        return links;
    }
}
