package io.leadservice.scoring;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.Score;
import io.leadservice.lead.Score.Model;
import io.leadservice.lead.Score.Shadow;
import io.leadservice.lead.Score.Tier;
import io.leadservice.resilience.CallFailure;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an outside service score, with the embedded model in its shadow; where the service does not answer, the embedded
 * model's score stands and says why.
 *
 * <p>An outside score has no reasons, so its intercept alone is the log-odds of its probability. It has no reference leads
 * either: its percentile is the probability in hundredths.
 */
final class RemoteScorer implements Scorer {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteScorer.class);

    /** Keeps the log-odds of 0 and 1 finite, and within the 1e-9 to which a score is exact. */
    private static final double EDGE = 1e-10;

    private final MlService service;
    private final Scorer embedded;

    RemoteScorer(MlService service, Scorer embedded) {
        this.service = service;
        this.embedded = embedded;
    }

    @Override
    public Future<Score> score(ScorableLead lead, Deadline deadline) {
        return embedded.score(lead, deadline)
                .compose(own -> service.probability(lead, deadline)
                        .map(probability -> outside(probability, own))
                        .otherwise(cause -> fallback(own, cause)));
    }

    @Override
    public Future<?> start() {
        return Future.join(embedded.start(), service.start());
    }

    @Override
    public Future<?> stop() {
        return Future.join(service.stop(), embedded.stop());
    }

    private Score outside(double probability, Score own) {
        double inside = Math.min(Math.max(probability, EDGE), 1 - EDGE);
        int percentile = (int) Math.round(100 * probability);
        return new Score(
                probability,
                percentile,
                Tier.of(percentile),
                Math.log(inside / (1 - inside)),
                List.of(),
                service.model(),
                own.features(),
                Optional.of(new Shadow(own.model(), own.probability(), own.percentile())),
                own.challenger(),
                own.returnRisk());
    }

    private static Score fallback(Score own, Throwable cause) {
        String reason = "defect";
        if (cause instanceof CallFailure failure) {
            reason = failure.reason().key();
        } else {
            LOG.error("ml service call failed error={}", cause.getClass().getName());
        }
        Model model = own.model().insteadOf(reason);
        return new Score(
                own.probability(),
                own.percentile(),
                own.tier(),
                own.intercept(),
                own.reasons(),
                model,
                own.features(),
                own.shadow(),
                own.challenger(),
                own.returnRisk());
    }
}
