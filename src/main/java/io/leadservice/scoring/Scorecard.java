package io.leadservice.scoring;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.Score;
import io.leadservice.lead.Score.Model;
import io.leadservice.lead.Score.Reason;
import io.leadservice.lead.Score.Tier;
import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An additive scorecard: an intercept for each vertical plus points in log-odds, the logistic function of the sum being
 * the score. The points are set by judgement, not learned from outcomes, and the model says so.
 *
 * <p>It looks at how the contact held up against the rules, consent, traffic, present cover and how complete the lead
 * is. It reads no name, sex, marital status, race, religion, origin, disability, health answer, age, street or ZIP.
 */
final class Scorecard implements Scorer {

    private static final Model MODEL =
            new Model("scorecard", "1", Model.EMBEDDED, TrainingBasis.JUDGEMENT, Optional.empty());

    private final Map<Vertical, Double> intercepts;
    private final List<Feature> features;

    private Scorecard(Map<Vertical, Double> intercepts, List<Feature> features) {
        this.intercepts = new EnumMap<>(intercepts);
        this.features = List.copyOf(features);
    }

    /** The scorecard with the points that come with the service. */
    static Scorecard standard() {
        Map<Vertical, Double> intercepts = Map.of(
                Vertical.AUTO, -0.2,
                Vertical.HOME, -0.1,
                Vertical.HEALTH, -0.3,
                Vertical.LIFE, -0.5,
                Vertical.RENTERS, -0.4,
                Vertical.COMMERCIAL, 0.0);
        return new Scorecard(intercepts, Features.standard());
    }

    @Override
    public Future<Score> score(ScorableLead scorable, Deadline deadline) {
        ValidatedLead lead = scorable.lead();
        double intercept = intercepts.getOrDefault(lead.lead().vertical(), 0.0);
        List<Reason> reasons = features.stream()
                .map(feature -> feature.reason(lead))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.effect()))
                        .thenComparing(Reason::code))
                .toList();
        double logOdds =
                intercept + reasons.stream().mapToDouble(Reason::effect).sum();
        double probability = 1 / (1 + Math.exp(-logOdds));
        int percentile = (int) (100 * probability);
        return Future.succeededFuture(new Score(
                probability,
                percentile,
                Tier.of(percentile),
                intercept,
                reasons,
                MODEL,
                scorable.features(),
                Optional.empty()));
    }
}
