package io.leadservice.scoring;

import io.leadservice.bus.Deadline;
import io.leadservice.config.MlServiceConfig;
import io.leadservice.crypto.KeyedHash;
import io.leadservice.lead.Score.Model;
import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import io.leadservice.resilience.CachingCall;
import io.leadservice.resilience.CallFailure;
import io.leadservice.resilience.CallFailure.Reason;
import io.leadservice.resilience.OutsideCall;
import io.leadservice.resilience.ResultCache;
import io.leadservice.resilience.Safeguards;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/** The outside ML service as the embedded model's rival: gives a probability or says why not. Belongs to one event loop. */
public final class MlService {

    private static final String MODEL_ID = "outside";

    private final OutsideCall<MlRequest, Double> call;
    private final ResultCache cache;
    private final MlDialect dialect;
    private final Model model;

    private MlService(OutsideCall<MlRequest, Double> call, ResultCache cache, MlDialect dialect, Model model) {
        this.call = call;
        this.cache = cache;
        this.dialect = dialect;
        this.model = model;
    }

    /**
     * The service with all that stands round it. From the outside in: the cache answers what it has, also while the service
     * is away; the safeguards bound and measure the call; the request is posted; its answer is read.
     *
     * @param posts posts to the service, for each vertical
     * @param safeguards of this process
     * @param cache of this instance alone: it is started and stopped with it
     * @param hash covers what goes out beside the features in the cache's keys
     */
    public static MlService of(
            Map<Vertical, OutsideCall<Buffer, Buffer>> posts,
            Safeguards safeguards,
            ResultCache cache,
            KeyedHash hash,
            MlServiceConfig config) {
        MlDialect dialect = MlDialect.of(config);
        OutsideCall<MlRequest, Double> asked = (request, deadline) -> Optional.ofNullable(posts.get(request.vertical()))
                .map(post -> post.ask(request.body(), deadline).map(dialect::probability))
                .orElseGet(() -> Future.failedFuture(new CallFailure(Reason.UNREACHABLE, "no URL")));
        String prefix = config.protocol() + " "
                + config.service().endpoint().map(Object::toString).orElse("");
        OutsideCall<MlRequest, Double> cached = new CachingCall<>(
                safeguards.around(asked),
                cache,
                request -> request.cacheKey(config.modelVersion(), prefix, hash),
                new KeptProbability());
        Model model =
                new Model(MODEL_ID, config.modelVersion(), Model.EXTERNAL, TrainingBasis.UNKNOWN, Optional.empty());
        return new MlService(cached, cache, dialect, model);
    }

    /** The model that answers. */
    Model model() {
        return model;
    }

    /** A probability from 0 to 1; fails with a {@link CallFailure} in time for a fallback. */
    Future<Double> probability(ScorableLead lead, Deadline deadline) {
        // The compose turns what the making of a request throws into a failed future.
        return Future.succeededFuture().compose(ignored -> call.ask(dialect.request(lead), deadline));
    }

    Future<Void> start() {
        return cache.start();
    }

    Future<Void> stop() {
        return cache.stop();
    }

    /** A probability as text. */
    private static final class KeptProbability implements CachingCall.Form<Double> {
        @Override
        public Buffer write(Double probability) {
            return Buffer.buffer(Double.toString(probability));
        }

        @Override
        public Optional<Double> read(Buffer kept) {
            try {
                return Optional.of(Double.valueOf(kept.toString())).filter(value -> value >= 0 && value <= 1);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }
}
