package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.EnrichmentFields;
import io.leadservice.lead.Lead;
import io.leadservice.lead.LeadEvent;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.StoreLead;
import io.leadservice.pipeline.StoreResult;
import io.leadservice.pipeline.StoreResult.Stored;
import io.vertx.core.Future;
import java.util.List;

/**
 * Keeps new leads.
 *
 * <p>Takes a validated lead with its score. Answers once lead and event are durable, with what is stored: for a lead id that
 * was stored before, that is the lead of then. Fails with BACK_END if the store does not answer, OVERLOADED if too many
 * writes wait, DEADLINE if the write does not end in time, and then it may be done.
 */
final class LeadWriter implements Stage<StoreLead, StoreResult> {

    private final LeadStore store;
    private final LeadSealer sealer;
    private final OutboxRelay relay;

    /** @param relay of this instance alone: it is started and stopped with it, as the store's inserts are */
    LeadWriter(LeadStore store, LeadSealer sealer, OutboxRelay relay) {
        this.store = store;
        this.sealer = sealer;
        this.relay = relay;
    }

    @Override
    public Channel<StoreLead, StoreResult> channel() {
        return Channels.STORE;
    }

    @Override
    public Future<?> start() {
        return relay.start();
    }

    @Override
    public Future<?> stop() {
        return store.close().eventually(relay::stop);
    }

    @Override
    public Future<StoreResult> process(StoreLead request, Deadline deadline) {
        Lead lead = request.lead().lead();
        SealedFields sealed = sealer.seal(request.lead());
        StoredLead fresh = new StoredLead(
                lead.id(),
                lead.client(),
                lead.vertical(),
                request.status(),
                lead.receivedAt(),
                lead.receivedAt(),
                lead.source(),
                lead.contact().address().state(),
                lead.contact().address().zip(),
                request.score(),
                request.lead().findings(),
                EnrichmentFields.coarse(request.lead().enrichment()),
                request.lead().degraded(),
                sealed,
                sealer.blind(request.lead().enrichment()),
                List.of());
        LeadEvent event = LeadEvents.ofNew(fresh, request.traceparent());
        StoredLead stored = fresh.announcing(event);
        return store.insert(stored, deadline).compose(inserted -> {
            if (inserted) {
                relay.offer(event);
                return Future.succeededFuture(result(stored));
            }
            return store.find(lead.id(), deadline).map(earlier -> result(earlier.orElse(stored)));
        });
    }

    private static StoreResult result(StoredLead lead) {
        return new Stored(lead.status(), lead.score(), lead.findings(), lead.degraded(), lead.createdAt());
    }
}
