package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.DuplicatePolicy;
import io.leadservice.config.DuplicatesConfig;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Severity;
import io.leadservice.persistence.DuplicateGuard.Verdict;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.StoreLead;
import io.leadservice.pipeline.StoreResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks whether the person of a new lead was erased, and whether it is known, before the lead is kept. Both are asked of the store
 * at once. What is done for somebody who was erased stands in {@link ErasedCheck}, and comes first. A lead that a rule rejected is
 * not looked for among those known and does not make its person known: its answer is the rule's, and the mended lead must find
 * no claim of it.
 *
 * <p>Takes and answers as {@link LeadWriter}; answers {@link StoreResult.Duplicate} for one that the policy rejects, unless
 * its sender was told that it will be stored: that one is stored as rejected. Fails as
 * the writer does, and with CONTESTED if another request for the same person does not end in time.
 */
final class PersonCheck implements Stage<StoreLead, StoreResult> {

    static final String FINDING = "contact.duplicate";

    private static final Verdict NOT_LOOKED_FOR = new Verdict(List.of(), Optional.empty());

    private final LeadWriter writer;
    private final ErasedCheck erased;
    private final DuplicateGuard guard;
    private final ClaimStore claims;
    private final LeadSealer sealer;
    private final DuplicatesConfig config;
    private final MeterRegistry meters;

    /**
     * @param erased of this instance alone: ended with it
     * @param claims of this instance alone: ended with it
     */
    PersonCheck(
            LeadWriter writer,
            ErasedCheck erased,
            DuplicateGuard guard,
            ClaimStore claims,
            LeadSealer sealer,
            DuplicatesConfig config,
            MeterRegistry meters) {
        this.writer = writer;
        this.erased = erased;
        this.guard = guard;
        this.claims = claims;
        this.sealer = sealer;
        this.config = config;
        this.meters = meters;
    }

    @Override
    public Channel<StoreLead, StoreResult> channel() {
        return writer.channel();
    }

    @Override
    public Future<?> start() {
        return writer.start();
    }

    @Override
    public Future<?> stop() {
        return Future.join(erased.close(), claims.close()).eventually(writer::stop);
    }

    @Override
    public Future<StoreResult> process(StoreLead request, Deadline deadline) {
        Lead lead = request.lead().lead();
        Map<String, String> blind = sealer.blind(request.lead().enrichment());
        DuplicatesConfig.Rule rule = config.rule(lead.vertical());
        boolean looked = request.status() != LeadStatus.REJECTED && rule.policy() != DuplicatePolicy.OFF;
        Future<Optional<Severity>> refusal = erased.against(lead, blind, deadline);
        Future<Verdict> verdict = looked
                ? guard.check(lead.id(), lead.vertical(), blind, rule.window(), deadline)
                : Future.succeededFuture(NOT_LOOKED_FOR);
        return Future.join(refusal, verdict)
                .compose(both -> settle(request, refusal.result(), rule.policy(), verdict.result(), deadline))
                .recover(cause -> refusal.failed() && verdict.succeeded()
                        ? guard.release(verdict.result()).compose(released -> Future.failedFuture(cause))
                        : Future.failedFuture(cause));
    }

    private Future<StoreResult> settle(
            StoreLead request, Optional<Severity> refusal, DuplicatePolicy policy, Verdict verdict, Deadline deadline) {
        if (refusal.equals(Optional.of(Severity.REJECT))) {
            return refuse(request, verdict, deadline);
        }
        StoreLead told =
                refusal.map(flag -> request.with(ErasedCheck.finding(flag))).orElse(request);
        return verdict.first()
                .map(first -> duplicate(told, first, policy, verdict, deadline))
                .orElseGet(() -> keep(told, verdict, deadline));
    }

    /** What this request claimed goes, unless the lead was stored before and is still there: then the claims are that one's. */
    private Future<StoreResult> refuse(StoreLead request, Verdict verdict, Deadline deadline) {
        return writer.refuse(request, deadline)
                .compose(result -> released(result, verdict))
                .recover(cause -> guard.release(verdict).compose(released -> Future.failedFuture(cause)));
    }

    private Future<StoreResult> duplicate(
            StoreLead request, String first, DuplicatePolicy policy, Verdict verdict, Deadline deadline) {
        String vertical = request.lead().lead().vertical().name().toLowerCase(Locale.ROOT);
        Counter.builder("leads.duplicates")
                .description("Leads of a person who was known in the vertical, by what was done with them")
                .tag("vertical", vertical)
                .tag("policy", policy.key())
                .register(meters)
                .increment();
        if (policy == DuplicatePolicy.FLAG) {
            return keep(request.with(finding(Severity.FLAG, first)), verdict, deadline);
        }
        return guard.release(verdict)
                .compose(released -> request.acknowledged()
                        ? written(request.rejectedFor(finding(Severity.REJECT, first)), deadline)
                        : Future.succeededFuture(new StoreResult.Duplicate(first)));
    }

    private Future<StoreResult> keep(StoreLead request, Verdict verdict, Deadline deadline) {
        return written(request, deadline)
                .compose(result -> released(result, verdict))
                .recover(cause -> {
                    Future<Void> released = nothingWritten(cause) ? guard.release(verdict) : Future.succeededFuture();
                    return released.compose(done -> Future.failedFuture(cause));
                });
    }

    /** A lead that was stored as rejected, or erased, before does not make its person known at a second try either. */
    private Future<StoreResult> released(StoreResult result, Verdict verdict) {
        boolean unknown = result instanceof StoreResult.Stored stored
                && (stored.status() == LeadStatus.REJECTED || stored.status() == LeadStatus.ERASED);
        return unknown ? guard.release(verdict).map(result) : Future.succeededFuture(result);
    }

    /** A lead that cannot be encrypted is a failure like another. */
    private Future<StoreResult> written(StoreLead request, Deadline deadline) {
        try {
            return writer.process(request, deadline);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Else the claims stay: if the lead is not there in the end, they end with the grace. */
    private static boolean nothingWritten(Throwable cause) {
        return !(cause instanceof Failure failure) || failure.code() == FailureCode.OVERLOADED;
    }

    private static Finding finding(Severity severity, String first) {
        return new Finding(
                FINDING, severity, "/contact_info", "The person is known in this vertical from lead " + first);
    }
}
