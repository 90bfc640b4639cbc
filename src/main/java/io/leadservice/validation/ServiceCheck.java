package io.leadservice.validation;

import io.leadservice.bus.Deadline;
import io.leadservice.config.ValidationServiceConfig;
import io.leadservice.crypto.KeyedHash;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.resilience.CachingCall;
import io.leadservice.resilience.CallFailure;
import io.leadservice.resilience.OutsideCall;
import io.leadservice.resilience.ResultCache;
import io.leadservice.resilience.Safeguards;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the outside validation service and adds what it finds. A service that fails, is too slow or is given a rest leaves
 * the decision to the rules, and the lead says so. Belongs to one event loop.
 */
public final class ServiceCheck implements LeadCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceCheck.class);

    private final OutsideCall<ServiceRequest, Verdict> service;
    private final ResultCache cache;
    private final ValidationServiceConfig config;

    private ServiceCheck(
            OutsideCall<ServiceRequest, Verdict> service, ResultCache cache, ValidationServiceConfig config) {
        this.service = service;
        this.cache = cache;
        this.config = config;
    }

    /**
     * The service with all that stands round it. From the outside in: the cache answers what it has, also while the service
     * is away; the safeguards bound and measure the call; the request is posted; its answer is read.
     *
     * @param post posts to the service
     * @param safeguards of this process
     * @param cache of this instance alone: it is started and stopped with it
     * @param hash makes the cache's keys, which must not tell who was asked about
     */
    public static ServiceCheck of(
            OutsideCall<Buffer, Buffer> post,
            Safeguards safeguards,
            ResultCache cache,
            KeyedHash hash,
            ValidationServiceConfig config) {
        ServiceAnswer answers = new ServiceAnswer();
        OutsideCall<ServiceRequest, Verdict> asked =
                (request, deadline) -> post.ask(request.body(), deadline).map(answers::verdict);
        OutsideCall<ServiceRequest, Verdict> guarded = safeguards.around(asked);
        byte[] endpoint =
                String.valueOf(config.service().endpoint().orElseThrow()).getBytes(StandardCharsets.UTF_8);
        OutsideCall<ServiceRequest, Verdict> cached = new CachingCall<>(
                guarded,
                cache,
                request ->
                        hash.of(request.content().copy().appendBytes(endpoint).getBytes()),
                answers);
        return new ServiceCheck(cached, cache, config);
    }

    @Override
    public Future<ValidatedLead> check(ValidatedLead lead, Deadline deadline) {
        // The compose turns what the making of a request throws into a failed future.
        return Future.succeededFuture()
                .compose(ignored -> service.ask(ServiceRequest.of(lead, config.sendVerticalData()), deadline))
                .map(verdict -> lead.with(verdict.findings(config.rejectInvalid())))
                .otherwise(cause -> {
                    tell(cause);
                    return lead.without(Degradation.VALIDATION);
                });
    }

    @Override
    public Future<Void> start() {
        return cache.start();
    }

    @Override
    public Future<Void> stop() {
        return cache.stop();
    }

    /** What the service does is on the metrics, for there may be one for every lead; a defect of ours is told. */
    private static void tell(Throwable cause) {
        if (!(cause instanceof CallFailure)) {
            LOG.error(
                    "validation service check failed error={}", cause.getClass().getName());
        }
    }
}
