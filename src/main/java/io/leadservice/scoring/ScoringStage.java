package io.leadservice.scoring;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.Score;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Takes a validated lead. Answers with its score. Fails with nothing of its own. */
public final class ScoringStage implements Stage<ValidatedLead, Score> {

    private final Scorer scorer;

    /** @param scorer shared by all instances */
    ScoringStage(Scorer scorer) {
        this.scorer = scorer;
    }

    /**
     * Makes stages that score by the models inside this process.
     *
     * @param leads of a window of drift
     */
    public static Supplier<ScoringStage> embedded(Models models, MeterRegistry registry, int leads) {
        Scorer embedded = watched(models, registry, leads);
        return () -> new ScoringStage(embedded);
    }

    /**
     * Makes stages that ask an outside service first.
     *
     * @param service of each instance alone: it is started and stopped with it
     * @param models that score where the service does not
     * @param leads of a window of drift
     */
    public static Supplier<ScoringStage> remote(
            Supplier<MlService> service, Models models, MeterRegistry registry, int leads) {
        Scorer embedded = watched(models, registry, leads);
        return () -> new ScoringStage(new RemoteScorer(service.get(), embedded));
    }

    private static Scorer watched(Models models, MeterRegistry registry, int leads) {
        return new EmbeddedScorer(models, new ChallengerMeters(registry).and(new DriftMeters(registry, leads)));
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
