package io.leadservice.training;

import java.util.Arrays;

/** What became of each row. Not to be altered. */
final class Outcomes {

    private final boolean[] positive;

    Outcomes(boolean[] positive) {
        this.positive = positive;
    }

    int rows() {
        return positive.length;
    }

    boolean positive(int row) {
        return positive[row];
    }

    /** Some rows, in the given order. */
    Outcomes rows(int[] rows) {
        boolean[] some = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = positive[rows[i]];
        }
        return new Outcomes(some);
    }

    /** All rows twice, one after another. */
    Outcomes twice() {
        boolean[] both = Arrays.copyOf(positive, 2 * positive.length);
        System.arraycopy(positive, 0, both, positive.length, positive.length);
        return new Outcomes(both);
    }

    int positives() {
        int count = 0;
        for (boolean one : positive) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
