package io.leadservice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TreeBoosterTest {

    /** The booster adds floats, the tables doubles. */
    private static final double FLOATS = 2e-5;

    @Test
    void collapsesTreesOfOneSplitIntoTablesThatSayTheSameOfAnyRow() {
        agrees(1, "");
    }

    @Test
    void collapsesTreesOfTwoSplitsIntoTablesThatSayTheSameOfAnyRow() {
        agrees(2, "");
    }

    @Test
    void readsTogetherOnlyWhatTheConstraintsAllow() {
        Tables tables = agrees(2, "[[0,1],[2,3]]");

        assertThat(tables.pairs().keySet())
                .isSubsetOf(new Pair(0, 1), new Pair(2, 3))
                .isNotEmpty();
    }

    private static Tables agrees(int depth, String constraints) {
        Random random = new Random(depth);
        int[] counts = {5, 3, 9, 2};
        int[][] cells = new int[counts.length][3_000];
        float[] labels = new float[3_000];
        for (int row = 0; row < labels.length; row++) {
            for (int feature = 0; feature < counts.length; feature++) {
                cells[feature][row] = random.nextInt(counts[feature] + 1);
            }
            double chance = 0.1 + 0.05 * cells[0][row] + (cells[1][row] == 3 && cells[2][row] > 4 ? 0.4 : 0);
            labels[row] = random.nextDouble() < chance ? 1 : 0;
        }
        Matrix matrix = new Matrix(cells, counts);
        Groups[] groups = new Groups[counts.length];
        for (int feature = 0; feature < counts.length; feature++) {
            groups[feature] = Groups.merge(new int[counts[feature]]);
        }
        Tables tables = new Tables(counts, groups);
        try (TreeBooster booster = new TreeBooster(matrix, labels, new float[labels.length], depth, 0.3, constraints)) {
            booster.grow(20).forEach(tables::addOverGroups);
            booster.grow(20).forEach(tables::addOverGroups);
            float[][] margins = booster.margins(matrix);

            for (int row = 0; row < labels.length; row++) {
                assertThat(tables.logOdds(matrix.row(row))).isCloseTo(margins[row][0], within(FLOATS));
            }
        }
        return tables;
    }
}
