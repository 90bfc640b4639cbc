package io.leadservice.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StabilityIndexTest {

    @Test
    void isTheSumOverTheBinsAsTheTextbookHasIt() {
        assertThat(StabilityIndex.of(new double[] {0.5, 0.5}, new int[] {250, 250}))
                .isZero();
        // (0.8 - 0.5) ln(0.8 / 0.5) + (0.2 - 0.5) ln(0.2 / 0.5)
        assertThat(StabilityIndex.of(new double[] {0.5, 0.5}, new int[] {400, 100}))
                .isCloseTo(0.3 * Math.log(1.6) - 0.3 * Math.log(0.4), within(1e-12));
    }

    @Test
    void takesBinsOfFewReferenceRowsTogetherAndIsFiniteWhereOneIsEmpty() {
        double[] reference = {0.96, 0.02, 0.02};

        assertThat(StabilityIndex.of(reference, new int[] {960, 40, 0})).isCloseTo(0, within(1e-12));
        assertThat(StabilityIndex.of(reference, new int[] {0, 0, 500}))
                .isFinite()
                .isGreaterThan(5);
        assertThat(StabilityIndex.of(new double[] {1, 0}, new int[] {0, 500}))
                .as("a value that the model never saw")
                .isFinite()
                .isGreaterThan(5);
    }
}
