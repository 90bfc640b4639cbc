package io.leadservice.scoring;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.Score;
import io.vertx.core.Future;

/** Scores by the models inside this process: microseconds, never fails, needs nothing. */
final class EmbeddedScorer implements Scorer {

    private final Models models;

    EmbeddedScorer(Models models) {
        this.models = models;
    }

    @Override
    public Future<Score> score(ScorableLead lead, Deadline deadline) {
        return Future.succeededFuture(score(lead));
    }

    /** The same at once. */
    Score score(ScorableLead lead) {
        return models.of(lead.lead().lead().vertical()).score(lead.features());
    }
}
