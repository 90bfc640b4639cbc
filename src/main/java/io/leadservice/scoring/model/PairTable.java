package io.leadservice.scoring.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What two features add together, beyond what each adds alone.
 *
 * @param first name of a feature
 * @param second name of another
 * @param firstGroups for each bin of the first feature, the missing one last, its row
 * @param secondGroups for each bin of the second feature, the missing one last, its column
 * @param weights log-odds by row and column, in whole millionths
 */
public record PairTable(
        String first,
        String second,
        List<Integer> firstGroups,
        List<Integer> secondGroups,
        List<List<Double>> weights) {

    /** The most groups a feature has in a pair, without the missing one. */
    public static final int MAX_GROUPS = 16;

    /** @throws IllegalArgumentException if groups and weights do not fit each other or a number is not finite */
    public PairTable {
        firstGroups = List.copyOf(firstGroups);
        secondGroups = List.copyOf(secondGroups);
        weights = copy(weights);
        int rows = 1 + highest(firstGroups);
        int columns = 1 + highest(secondGroups);
        boolean fits = !first.equals(second)
                && rows <= MAX_GROUPS + 1
                && columns <= MAX_GROUPS + 1
                && weights.size() == rows
                && sound(weights, columns);
        if (!fits) {
            throw new IllegalArgumentException("the pair " + first + ", " + second + " has no sound table");
        }
    }

    private static int highest(List<Integer> groups) {
        int highest = -1;
        for (int group : groups) {
            highest = Math.max(highest, group < 0 ? MAX_GROUPS + 1 : group);
        }
        return highest;
    }

    private static List<List<Double>> copy(List<List<Double>> rows) {
        List<List<Double>> copies = new ArrayList<>(rows.size());
        for (List<Double> row : rows) {
            copies.add(List.copyOf(row));
        }
        return List.copyOf(copies);
    }

    private static boolean sound(List<List<Double>> rows, int columns) {
        for (List<Double> row : rows) {
            if (row.size() != columns || !Numbers.finite(row)) {
                return false;
            }
        }
        return true;
    }
}
