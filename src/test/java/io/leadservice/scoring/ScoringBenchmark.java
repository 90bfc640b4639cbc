package io.leadservice.scoring;

import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.Score;
import io.leadservice.lead.ValidatedLead;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a score costs: with its reasons, of features that are read; of a lead, features and their hash included. With the
 * collector that the service has.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class ScoringBenchmark {

    private static final int LEADS = 1_024;

    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private final Models models = Models.bundled();
    private final EmbeddedScorer scorer =
            new EmbeddedScorer(models, new ChallengerMeters(METERS).and(new DriftMeters(METERS, 500)));
    private final ValidatedLead[] leads = new ValidatedLead[LEADS];
    private final FeatureVector[] vectors = new FeatureVector[LEADS];
    private int next;

    public ScoringBenchmark() {
        Random random = new Random(1);
        for (int i = 0; i < LEADS; i++) {
            leads[i] = SampleLeads.any(random);
            vectors[i] = FeatureSchema.of(leads[i].lead().vertical()).vector(leads[i]);
        }
    }

    @Benchmark
    public Score scoreAndReasons() {
        next = (next + 1) % LEADS;
        return models.of(leads[next].lead().vertical()).champion().score(vectors[next]);
    }

    @Benchmark
    public Score leadToAnswer() {
        next = (next + 1) % LEADS;
        FeatureSchema schema = FeatureSchema.of(leads[next].lead().vertical());
        return scorer.score(new ScorableLead(leads[next], schema.vector(leads[next])));
    }
}
