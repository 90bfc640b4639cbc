package io.leadservice.training;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An additive model in the making: the intercept, log-odds by bin of each feature, and by group of each pair. A leaf reads
 * at most two features, so trees go into tables without loss.
 */
final class Tables {

    private final int[] counts;
    private final Groups[] groups;
    private final double[][] mains;
    private final Map<Pair, double[][]> pairs = new TreeMap<>();
    private double intercept;

    /**
     * @param counts of bins by feature, without the missing one
     * @param groups of bins by feature, for pairs
     */
    Tables(int[] counts, Groups[] groups) {
        this.counts = counts.clone();
        this.groups = groups.clone();
        mains = new double[counts.length][];
        for (int feature = 0; feature < counts.length; feature++) {
            mains[feature] = new double[counts[feature] + 1];
        }
    }

    double intercept() {
        return intercept;
    }

    double[] main(int feature) {
        return mains[feature];
    }

    Map<Pair, double[][]> pairs() {
        return pairs;
    }

    Groups groups(int feature) {
        return groups[feature];
    }

    int features() {
        return counts.length;
    }

    void addIntercept(double logOdds) {
        intercept += logOdds;
    }

    /** Adds to all bins of a group. */
    void addToGroup(int feature, int group, double logOdds) {
        for (int bin = 0; bin <= counts[feature]; bin++) {
            mains[feature][bin] += groups[feature].of(bin) == group ? logOdds : 0;
        }
    }

    /** Stretches and moves the log-odds of every row. */
    void calibrate(Calibration calibration) {
        intercept = intercept * calibration.slope() + calibration.offset();
        for (double[] main : mains) {
            stretch(main, calibration.slope());
        }
        for (double[][] table : pairs.values()) {
            for (double[] row : table) {
                stretch(row, calibration.slope());
            }
        }
    }

    /** Leaves out all other pairs. */
    void retain(Set<Pair> kept) {
        pairs.keySet().retainAll(kept);
    }

    /** Leaves out what these features add alone. */
    void flatten(Set<Integer> features) {
        features.forEach(feature -> Arrays.fill(mains[feature], 0));
    }

    /** An independent copy. */
    Tables copy() {
        Tables copy = new Tables(counts, groups);
        copy.intercept = intercept;
        for (int feature = 0; feature < counts.length; feature++) {
            copy.mains[feature] = mains[feature].clone();
        }
        pairs.forEach((pair, table) -> {
            double[][] rows = new double[table.length][];
            for (int row = 0; row < rows.length; row++) {
                rows[row] = table[row].clone();
            }
            copy.pairs.put(pair, rows);
        });
        return copy;
    }

    /** The log-odds of every row. */
    double[] logOdds(Matrix matrix) {
        double[] logOdds = new double[matrix.rows()];
        for (int row = 0; row < logOdds.length; row++) {
            logOdds[row] = logOdds(matrix.row(row));
        }
        return logOdds;
    }

    /** Adds a leaf of a tree over bins. */
    void addOverBins(Leaf leaf) {
        add(leaf, false);
    }

    /** Adds a leaf of a tree over groups. */
    void addOverGroups(Leaf leaf) {
        add(leaf, true);
    }

    /** The log-odds of a row of bins. */
    double logOdds(int[] bins) {
        double sum = intercept;
        for (int feature = 0; feature < counts.length; feature++) {
            sum += mains[feature][bins[feature]];
        }
        for (Map.Entry<Pair, double[][]> entry : pairs.entrySet()) {
            sum += pair(entry.getKey(), entry.getValue(), bins);
        }
        return sum;
    }

    double pair(Pair pair, double[][] table, int[] bins) {
        return table[groups[pair.first()].of(bins[pair.first()])][groups[pair.second()].of(bins[pair.second()])];
    }

    private static void stretch(double[] weights, double slope) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= slope;
        }
    }

    private void add(Leaf leaf, boolean overGroups) {
        if (leaf.conditions().isEmpty()) {
            intercept += leaf.value();
            return;
        }
        int first = leaf.conditions().get(0).feature();
        int second = leaf.conditions().get(leaf.conditions().size() - 1).feature();
        if (first == second) {
            for (int bin = 0; bin <= counts[first]; bin++) {
                int cell = overGroups ? groups[first].of(bin) : bin;
                int missing = overGroups ? groups[first].count() : counts[first];
                mains[first][bin] += holds(leaf, first, cell, missing) ? leaf.value() : 0;
            }
            return;
        }
        if (!overGroups) {
            throw new IllegalArgumentException("pairs stand over groups");
        }
        addPair(leaf, Pair.of(first, second));
    }

    private void addPair(Leaf leaf, Pair pair) {
        int rows = groups[pair.first()].count();
        int columns = groups[pair.second()].count();
        double[][] table = pairs.computeIfAbsent(pair, any -> new double[rows + 1][columns + 1]);
        for (int row = 0; row <= rows; row++) {
            for (int column = 0; column <= columns; column++) {
                boolean taken = holds(leaf, pair.first(), row, rows) && holds(leaf, pair.second(), column, columns);
                table[row][column] += taken ? leaf.value() : 0;
            }
        }
    }

    private static boolean holds(Leaf leaf, int feature, int cell, int missing) {
        return leaf.conditions().stream()
                .filter(condition -> condition.feature() == feature)
                .allMatch(condition -> condition.holds(cell, missing));
    }
}
