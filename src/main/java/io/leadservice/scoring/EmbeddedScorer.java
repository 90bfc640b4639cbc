package io.leadservice.scoring;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.Score;
import io.vertx.core.Future;

/**
 * Scores by the models inside this process: the one that decides, the one that is being tried, and the one that tells the
 * risk of a return. Microseconds, never fails, needs nothing.
 */
final class EmbeddedScorer implements Scorer {

    private final Models models;
    private final ModelWatch watch;

    /** @param watch is shown every score */
    EmbeddedScorer(Models models, ModelWatch watch) {
        this.models = models;
        this.watch = watch;
    }

    @Override
    public Future<Score> score(ScorableLead lead, Deadline deadline) {
        return Future.succeededFuture(score(lead));
    }

    /** The same at once. */
    Score score(ScorableLead lead) {
        FeatureVector features = lead.features();
        Models.OfVertical of = models.of(lead.lead().lead().vertical());
        Score score = of.champion().score(features);
        if (of.challenger().isPresent() || of.returnRisk().isPresent()) {
            score = score.beside(
                    of.challenger().map(model -> model.shadow(features)),
                    of.returnRisk().map(model -> model.shadow(features)));
        }
        watch.saw(lead.lead().lead().vertical(), of.champion(), score);
        return score;
    }
}
