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
import java.util.Locale;

/**
 * Looks whether the person of a new lead is known before it is kept. A lead that a rule rejected is neither looked at nor
 * makes its person known: its answer is the rule's, and the mended lead must find no claim of it.
 *
 * <p>Takes and answers as {@link LeadWriter}; answers {@link StoreResult.Duplicate} for one that the policy rejects, unless
 * its sender was told that it will be stored: that one is stored as rejected. Fails as
 * the writer does, and with CONTESTED if another request for the same person does not end in time.
 */
final class DuplicateCheck implements Stage<StoreLead, StoreResult> {

    static final String FINDING = "contact.duplicate";

    private final Stage<StoreLead, StoreResult> writer;
    private final DuplicateGuard guard;
    private final ClaimStore claims;
    private final LeadSealer sealer;
    private final DuplicatesConfig config;
    private final MeterRegistry meters;

    /** @param claims of this instance alone: ended with it */
    DuplicateCheck(
            Stage<StoreLead, StoreResult> writer,
            DuplicateGuard guard,
            ClaimStore claims,
            LeadSealer sealer,
            DuplicatesConfig config,
            MeterRegistry meters) {
        this.writer = writer;
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
        return claims.close().eventually(writer::stop);
    }

    @Override
    public Future<StoreResult> process(StoreLead request, Deadline deadline) {
        Lead lead = request.lead().lead();
        DuplicatesConfig.Rule rule = config.rule(lead.vertical());
        if (request.status() == LeadStatus.REJECTED || rule.policy() == DuplicatePolicy.OFF) {
            return writer.process(request, deadline);
        }
        return guard.check(
                        lead.id(), lead.vertical(), sealer.blind(request.lead().enrichment()), rule.window(), deadline)
                .compose(verdict -> verdict.first()
                        .map(first -> duplicate(request, first, rule.policy(), verdict, deadline))
                        .orElseGet(() -> keep(request, verdict, deadline)));
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
