package io.leadservice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leadservice.scoring.model.ModelFile.Metric;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QualityTest {

    @Test
    void reckonsWhatIsReckonedByHand() {
        double[] logOdds = {0, 0, Math.log(3), -Math.log(3)};
        Outcomes outcome = new Outcomes(new boolean[] {true, false, true, false});

        Map<String, Metric> metrics = Quality.of(logOdds, outcome, 1);

        assertThat(metrics.get(Quality.AUC).value()).isEqualTo((1 + 1 + 1 + 0.5) / 4);
        assertThat(metrics.get(Quality.LOG_LOSS).value())
                .isCloseTo((2 * Math.log(2) - 2 * Math.log(0.75)) / 4, within(1e-6));
        assertThat(metrics.get(Quality.ECE).value()).isCloseTo((0 + 0.25 + 0.25) / 4, within(1e-6));
    }

    @Test
    void putsTheValueInsideItsInterval() {
        Random random = new Random(3);
        double[] logOdds = random.doubles(2_000, -3, 1).toArray();
        boolean[] positive = new boolean[logOdds.length];
        for (int row = 0; row < positive.length; row++) {
            positive[row] = random.nextDouble() < Losses.probability(logOdds[row]);
        }

        Metric auc = Quality.of(logOdds, new Outcomes(positive), 1).get(Quality.AUC);

        assertThat(auc.value()).isBetween(auc.low(), auc.high());
        assertThat(auc.high() - auc.low()).isBetween(0.01, 0.1);
    }

    @Test
    void stretchesWhatIsTooTimidAndLeavesFewRowsAlone() {
        double[] timid = new Random(4).doubles(40_000, -1, 1).toArray();
        double[] chances = new double[timid.length];
        boolean[] positive = new boolean[timid.length];
        Random random = new Random(5);
        for (int row = 0; row < chances.length; row++) {
            chances[row] = Losses.probability(2 * timid[row] - 1);
            positive[row] = random.nextDouble() < chances[row];
        }

        assertThat(Calibration.fit(timid, chances).slope()).isCloseTo(2, within(1e-6));
        assertThat(Calibration.fit(timid, chances).offset()).isCloseTo(-1, within(1e-6));
        assertThat(Calibration.fit(timid, new Outcomes(positive)).slope()).isBetween(1.7, 2.05);
        assertThat(Calibration.fit(new double[] {-1, 1}, new Outcomes(new boolean[] {false, true}))
                        .slope())
                .isCloseTo(1, within(0.01));
    }
}
