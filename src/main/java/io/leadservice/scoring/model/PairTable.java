package io.leadservice.scoring.model;

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
        weights = weights.stream().map(List::copyOf).toList();
        int rows = 1 + highest(firstGroups);
        int columns = 1 + highest(secondGroups);
        boolean fits = !first.equals(second)
                && rows <= MAX_GROUPS + 1
                && columns <= MAX_GROUPS + 1
                && weights.size() == rows
                && weights.stream()
                        .allMatch(row -> row.size() == columns && row.stream().allMatch(Double::isFinite));
        if (!fits) {
            throw new IllegalArgumentException("the pair " + first + ", " + second + " has no sound table");
        }
    }

    private static int highest(List<Integer> groups) {
        return groups.stream()
                .mapToInt(group -> group < 0 ? MAX_GROUPS + 1 : group)
                .max()
                .orElse(-1);
    }
}
