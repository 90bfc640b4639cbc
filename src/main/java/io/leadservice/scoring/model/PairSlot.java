package io.leadservice.scoring.model;

import java.util.List;

/** A pair's table ready for look-up. Immutable. */
final class PairSlot {

    private final int first;
    private final int second;
    private final int[] firstGroups;
    private final int[] secondGroups;
    private final long[][] weights;

    private PairSlot(PairTable table, int first, int second) {
        this.first = first;
        this.second = second;
        firstGroups = Numbers.ints(table.firstGroups());
        secondGroups = Numbers.ints(table.secondGroups());
        weights = new long[table.weights().size()][];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = Numbers.millionths(table.weights().get(row));
        }
    }

    /** @throws IllegalArgumentException if a feature is unknown or has another number of bins */
    static PairSlot of(PairTable table, List<String> names, FeatureSlot[] slots) {
        int first = names.indexOf(table.first());
        int second = names.indexOf(table.second());
        if (first < 0
                || second < 0
                || table.firstGroups().size() != slots[first].bins()
                || table.secondGroups().size() != slots[second].bins()) {
            throw new IllegalArgumentException(
                    "the pair " + table.first() + ", " + table.second() + " does not fit its features");
        }
        return new PairSlot(table, first, second);
    }

    int first() {
        return first;
    }

    int second() {
        return second;
    }

    /** In millionths of log-odds, for a row of bins. */
    long weight(int[] bins) {
        return weights[firstGroups[bins[first]]][secondGroups[bins[second]]];
    }
}
