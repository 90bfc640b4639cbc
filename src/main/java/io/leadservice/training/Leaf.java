package io.leadservice.training;

import java.util.List;

/**
 * One way down a tree: what it adds to the log-odds of the rows that take it. Since trees are two deep, it reads at most
 * two features.
 *
 * @param value log-odds
 * @param gain of the last split on the way
 */
record Leaf(double value, List<Condition> conditions, double gain) {

    Leaf {
        conditions = List.copyOf(conditions);
    }

    /**
     * A split and the side that is taken.
     *
     * @param below whether bins below the threshold take this side
     * @param missing whether missing takes it
     */
    record Condition(int feature, double threshold, boolean below, boolean missing) {

        boolean holds(int bin, int missingBin) {
            return bin == missingBin ? missing : (bin < threshold) == below;
        }
    }
}
