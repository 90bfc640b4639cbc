package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.EraseLead;
import io.leadservice.pipeline.EraseResult;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;

/**
 * Erases single leads.
 *
 * <p>Takes a lead id. Answers once the lead's personal data are destroyed and its person is suppressed, for the owner's posts
 * or for everybody's, and that is durable. Fails with BACK_END if the store does not answer, CONTESTED if the lead is changed
 * again and again.
 */
final class LeadEraser implements Stage<EraseLead, EraseResult> {

    private final LeadStore store;
    private final Eraser eraser;
    private final ErasedPeople people;
    private final OutboxRelay relay;
    private final Clock clock;

    /** @param relay of this instance; started and stopped by another */
    LeadEraser(LeadStore store, Eraser eraser, ErasedPeople people, OutboxRelay relay, Clock clock) {
        this.store = store;
        this.eraser = eraser;
        this.people = people;
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    public Channel<EraseLead, EraseResult> channel() {
        return Channels.ERASE;
    }

    @Override
    public Future<EraseResult> process(EraseLead request, Deadline deadline) {
        return store.find(request.leadId(), deadline)
                .compose(found -> found.filter(lead ->
                                request.owner().map(lead.client()::equals).orElse(true))
                        .map(lead -> erase(lead, request, deadline))
                        .orElseGet(() -> Future.succeededFuture(new EraseResult.NothingThere())));
    }

    private Future<EraseResult> erase(StoredLead lead, EraseLead request, Deadline deadline) {
        return suppress(lead, request.owner(), deadline)
                .compose(done -> eraser.erase(lead, request.by(), request.traceparent(), deadline))
                .map(erased -> {
                    relay.lookSoon();
                    return new EraseResult.Destroyed(erased.updatedAt());
                });
    }

    private Future<Void> suppress(StoredLead lead, Optional<String> owner, Deadline deadline) {
        Collection<String> entries = lead.blind().entrySet().stream()
                .map(index -> owner.map(client -> ErasedPeople.forClient(client, index.getKey(), index.getValue()))
                        .orElseGet(() -> ErasedPeople.forAll(index.getKey(), index.getValue())))
                .toList();
        return entries.isEmpty()
                ? Future.succeededFuture()
                : people.add(entries, clock.instant(), Optional.empty(), deadline);
    }
}
