package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.config.GroupCommitConfig;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.EnrichmentFields;
import io.leadservice.lead.Lead;
import io.leadservice.lead.LeadEvent;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.StoreLead;
import io.leadservice.pipeline.Stored;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * Keeps new leads.
 *
 * <p>Takes a validated lead with its score. Answers once lead and event are durable. Fails with BACK_END if the store
 * does not answer, OVERLOADED if too many writes wait, DEADLINE if no time is left.
 */
public final class LeadWriter implements Stage<StoreLead, Stored> {

    private final LeadStore store;
    private final LeadSealer sealer;
    private final OutboxRelay relay;

    /**
     * A writer for one instance, whose inserts at the same time become one write.
     *
     * @param relay of this instance alone: it is started and stopped with it
     */
    public static LeadWriter create(
            Vertx vertx, GroupCommitConfig config, MongoLeadStore store, LeadSealer sealer, OutboxRelay relay) {
        return new LeadWriter(
                new GroupCommitLeadStore(store, new GroupCommit<>(vertx, config, store::insertAll)), sealer, relay);
    }

    LeadWriter(LeadStore store, LeadSealer sealer, OutboxRelay relay) {
        this.store = store;
        this.sealer = sealer;
        this.relay = relay;
    }

    @Override
    public Channel<StoreLead, Stored> channel() {
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
    public Future<Stored> process(StoreLead request, Deadline deadline) {
        Lead lead = request.lead().lead();
        SealedFields sealed = sealer.seal(request.lead());
        LeadEvent event = LeadEvents.ofNew(request, sealed);
        StoredLead stored = new StoredLead(
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
                List.of(event));
        return store.insert(stored, deadline).map(fresh -> {
            if (fresh) {
                relay.offer(event);
            }
            return new Stored(lead.receivedAt());
        });
    }
}
