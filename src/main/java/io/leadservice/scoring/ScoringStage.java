package io.leadservice.scoring;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.Score;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;

/** Takes a validated lead. Answers with its score. Fails with nothing of its own. */
public final class ScoringStage implements Stage<ValidatedLead, Score> {

    private final Scorer scorer;

    /** @param scorer shared by all instances */
    ScoringStage(Scorer scorer) {
        this.scorer = scorer;
    }

    /** A stage that scores by the models inside this process. */
    public static ScoringStage embedded(Models models) {
        return new ScoringStage(new EmbeddedScorer(models));
    }

    /**
     * A stage that asks an outside service first.
     *
     * @param service of this instance alone: it is started and stopped with it
     * @param models that score where the service does not
     */
    public static ScoringStage remote(MlService service, Models models) {
        return new ScoringStage(new RemoteScorer(service, new EmbeddedScorer(models)));
    }

    @Override
    public Future<?> start() {
        return scorer.start();
    }

    @Override
    public Future<?> stop() {
        return scorer.stop();
    }

    @Override
    public Channel<ValidatedLead, Score> channel() {
        return Channels.SCORE;
    }

    @Override
    public Future<Score> process(ValidatedLead lead, Deadline deadline) {
        FeatureSchema schema = FeatureSchema.of(lead.lead().vertical());
        return scorer.score(new ScorableLead(lead, schema.vector(lead)), deadline);
    }
}
