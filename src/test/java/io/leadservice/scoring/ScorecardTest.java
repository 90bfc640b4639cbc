package io.leadservice.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.Score;
import io.leadservice.lead.ValidatedLead;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScorecardTest {

    private final Scorecard scorecard = Scorecard.standard();

    @Test
    void sumsInterceptAndEffectsToTheLogOddsOfTheProbability() {
        Random random = new Random(20260615);
        for (int i = 0; i < 5_000; i++) {
            ValidatedLead lead = SampleLeads.any(random);
            ScorableLead scorable = new ScorableLead(
                    lead, FeatureSchema.of(lead.lead().vertical()).vector(lead));

            Score score = scorecard
                    .score(scorable, Deadline.after(Duration.ofSeconds(1)))
                    .result();

            double sum = score.intercept()
                    + score.reasons().stream().mapToDouble(Score.Reason::effect).sum();
            assertThat(Math.log(score.probability() / (1 - score.probability())))
                    .isCloseTo(sum, within(1e-9));
        }
    }
}
