package io.leadservice.scoring;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.Score;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;

/**
 * Scores leads.
 *
 * <p>Takes a validated lead. Answers with its score and reasons. Fails with nothing of its own.
 */
public final class ScoringStage implements Stage<ValidatedLead, Score> {

    private final Scorer scorer;

    public ScoringStage(Scorer scorer) {
        this.scorer = scorer;
    }

    @Override
    public Channel<ValidatedLead, Score> channel() {
        return Channels.SCORE;
    }

    @Override
    public Future<Score> process(ValidatedLead request, Deadline deadline) {
        return Future.succeededFuture(scorer.score(request));
    }
}
