package io.leadservice.training;

import java.util.Arrays;
import java.util.Random;

/**
 * Rows of bins. Not to be altered.
 *
 * <p>Where a feature has n bins, a cell is 0 to n - 1, or n for missing.
 */
final class Matrix {

    private final int[][] bins;
    private final int[] counts;

    /**
     * @param bins by feature and row
     * @param counts of bins by feature, without the missing one
     */
    Matrix(int[][] bins, int[] counts) {
        this.bins = bins;
        this.counts = counts;
    }

    int features() {
        return counts.length;
    }

    int rows() {
        return bins.length == 0 ? 0 : bins[0].length;
    }

    int count(int feature) {
        return counts[feature];
    }

    int bin(int feature, int row) {
        return bins[feature][row];
    }

    /** All cells of a row. */
    int[] row(int row) {
        int[] cells = new int[counts.length];
        for (int feature = 0; feature < counts.length; feature++) {
            cells[feature] = bins[feature][row];
        }
        return cells;
    }

    /** Some rows, in the given order. */
    Matrix rows(int[] rows) {
        int[][] some = new int[bins.length][rows.length];
        for (int feature = 0; feature < bins.length; feature++) {
            for (int i = 0; i < rows.length; i++) {
                some[feature][i] = bins[feature][rows[i]];
            }
        }
        return new Matrix(some, counts);
    }

    /** The same with cells made missing at random. */
    Matrix masked(double share, Random random) {
        int[][] masked = new int[bins.length][];
        for (int feature = 0; feature < bins.length; feature++) {
            masked[feature] = bins[feature].clone();
            for (int row = 0; row < masked[feature].length; row++) {
                if (random.nextDouble() < share) {
                    masked[feature][row] = counts[feature];
                }
            }
        }
        return new Matrix(masked, counts);
    }

    /** All rows, followed by all rows with cells made missing at random. */
    Matrix withMaskedCopy(double share, Random random) {
        int[][] copy = masked(share, random).bins;
        int[][] both = new int[bins.length][];
        for (int feature = 0; feature < bins.length; feature++) {
            both[feature] = Arrays.copyOf(bins[feature], 2 * rows());
            System.arraycopy(copy[feature], 0, both[feature], rows(), rows());
        }
        return new Matrix(both, counts);
    }

    /** The same with bins merged into groups. */
    Matrix grouped(Groups[] groups) {
        int[][] merged = new int[bins.length][rows()];
        int[] sizes = new int[counts.length];
        for (int feature = 0; feature < bins.length; feature++) {
            sizes[feature] = groups[feature].count();
            for (int row = 0; row < merged[feature].length; row++) {
                merged[feature][row] = groups[feature].of(bins[feature][row]);
            }
        }
        return new Matrix(merged, sizes);
    }

    /** As the booster takes it: row by row, NaN for missing. */
    float[] cells() {
        float[] cells = new float[rows() * features()];
        for (int feature = 0; feature < features(); feature++) {
            for (int row = 0; row < rows(); row++) {
                int bin = bins[feature][row];
                cells[row * features() + feature] = bin == counts[feature] ? Float.NaN : bin;
            }
        }
        return cells;
    }
}
