package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.EnrichmentFields;
import io.leadservice.lead.Lead;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Severity;
import io.leadservice.lead.TimelineStep;
import io.leadservice.lead.TimelineStep.Step;
import io.leadservice.persistence.EpochOutbox.Attempt;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.StoreLead;
import io.leadservice.pipeline.StoreResult;
import io.leadservice.pipeline.StoreResult.Stored;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    private final EpochOutbox outbox;
    private final String node;

    /**
     * @param node where it runs
     * @param relay of this instance alone: it is started and stopped with it, as the store's inserts are
     * @param outbox that of the relay, and started and stopped with it
     */
    LeadWriter(LeadStore store, LeadSealer sealer, OutboxRelay relay, EpochOutbox outbox, String node) {
        this.store = store;
        this.sealer = sealer;
        this.relay = relay;
        this.outbox = outbox;
        this.node = node;
    }

    @Override
    public Channel<StoreLead, StoreResult> channel() {
        return Channels.STORE;
    }

    @Override
    public Future<?> start() {
        outbox.start();
        return relay.start();
    }

    @Override
    public Future<?> stop() {
        return store.close().eventually(relay::stop).eventually(outbox::stop);
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
        return insert(outbox.begin(fresh.came(timeline(request)), event, relay.prompt()), deadline);
    }

    private List<TimelineStep> timeline(StoreLead request) {
        List<TimelineStep> steps = new ArrayList<>(request.timeline());
        steps.add(new TimelineStep(
                Step.PERSISTENCE,
                Instant.now(),
                Optional.empty(),
                Optional.empty(),
                node,
                false,
                Optional.empty(),
                request.status().name().toLowerCase(Locale.ROOT)));
        return steps;
    }

    /** Keeps of a lead whose person was erased what is left of an erased lead, and nothing of the person. */
    Future<StoreResult> refuse(StoreLead request, Deadline deadline) {
        Lead lead = request.lead().lead();
        StoredLead left =
                StoredLead.refused(lead.id(), lead.client(), lead.vertical(), lead.receivedAt(), lead.source());
        LeadEvent event = LeadEvents.ofErasure(left, request.traceparent());
        return insert(new Attempt(left.announcing(event), event), deadline);
    }

    private Future<StoreResult> insert(Attempt attempt, Deadline deadline) {
        return store.insert(attempt.lead(), deadline)
                .onFailure(cause -> failed(attempt, cause))
                .compose(inserted -> {
                    if (inserted) {
                        outbox.written(attempt);
                        relay.offer(attempt.event());
                        return Future.succeededFuture(result(attempt.lead()));
                    }
                    return earlier(attempt, deadline);
                });
    }

    /** What was stored before under the id, once its event is seen to: only then may the attempt's epoch be closed. */
    private Future<StoreResult> earlier(Attempt attempt, Deadline deadline) {
        return store.find(attempt.lead().id(), deadline)
                .map(found -> found.orElse(attempt.lead()))
                .compose(lead -> outbox.announce(lead).map(done -> result(lead)))
                .onSuccess(done -> outbox.notWritten(attempt))
                .onFailure(cause -> outbox.unsure(attempt));
    }

    private void failed(Attempt attempt, Throwable cause) {
        if (cause instanceof Failure failure && failure.code() == FailureCode.OVERLOADED) {
            outbox.notWritten(attempt);
        } else {
            outbox.unsure(attempt);
        }
    }

    /** An erased lead does not come back under its id, however often its submission comes again. */
    private static StoreResult result(StoredLead lead) {
        if (lead.status() == LeadStatus.ERASED) {
            return new Stored(
                    lead.status(),
                    Optional.empty(),
                    List.of(ErasedCheck.finding(Severity.REJECT)),
                    List.of(),
                    lead.createdAt());
        }
        return new Stored(lead.asNew().status(), lead.score(), lead.findings(), lead.degraded(), lead.createdAt());
    }
}
