package io.leadservice.training;

import io.leadservice.scoring.model.FeatureTable.Kind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one feature become bins, learned from training rows. Numbers are cut so that bins hold about the same
 * number of rows, a frequent value standing alone; words are ordered by their share of positives, drawn towards the mean
 * where they are rare, so that a tree can split them like numbers.
 *
 * @param cuts of numbers
 * @param categories of words
 */
record Bins(Kind kind, List<Double> cuts, List<String> categories) {

    static final int MAX_BINS = 40;
    private static final int MIN_ROWS_OF_A_WORD = 20;
    private static final double PRIOR_ROWS = 30;

    /** The number of bins without the missing one, which is the index of the missing one, too. */
    int count() {
        return kind == Kind.NUMBER ? cuts.size() + 1 : categories.size();
    }

    static Bins learn(Column column, Outcomes outcome, int[] rows) {
        return column.kind() == Kind.NUMBER ? numbers(column, rows) : words(column, outcome, rows);
    }

    /** The bin of every row of a column. */
    int[] of(Column column) {
        int[] bins = new int[column.rows()];
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < categories.size(); i++) {
            places.put(categories.get(i), i);
        }
        double[] edges = cuts.stream().mapToDouble(Double::doubleValue).toArray();
        for (int row = 0; row < bins.length; row++) {
            bins[row] = kind == Kind.NUMBER
                    ? number(column.number(row), edges)
                    : places.getOrDefault(column.word(row), categories.size());
        }
        return bins;
    }

    /** The bin of one value; null is missing. */
    int of(@Nullable Object value) {
        if (kind == Kind.NUMBER) {
            double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
            return number(number, cuts.stream().mapToDouble(Double::doubleValue).toArray());
        }
        int place = value instanceof String word ? categories.indexOf(word) : -1;
        return place < 0 ? categories.size() : place;
    }

    private static int number(double value, double[] edges) {
        if (Double.isNaN(value)) {
            return edges.length + 1;
        }
        int found = Arrays.binarySearch(edges, value == 0 ? 0.0 : value);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static Bins numbers(Column column, int[] rows) {
        TreeMap<Double, Integer> counts = new TreeMap<>();
        int known = 0;
        for (int row : rows) {
            double value = column.number(row);
            if (!Double.isNaN(value)) {
                counts.merge(value == 0 ? 0.0 : value, 1, Integer::sum);
                known++;
            }
        }
        return new Bins(Kind.NUMBER, Cuts.of(counts, known, MAX_BINS), List.of());
    }

    private static Bins words(Column column, Outcomes outcome, int[] rows) {
        Map<String, int[]> counts = new TreeMap<>();
        int positives = 0;
        for (int row : rows) {
            @Nullable String word = column.word(row);
            positives += outcome.positive(row) ? 1 : 0;
            if (word != null) {
                int[] count = counts.computeIfAbsent(word, any -> new int[2]);
                count[0]++;
                count[1] += outcome.positive(row) ? 1 : 0;
            }
        }
        double mean = positives / (double) Math.max(1, rows.length);
        List<String> categories = counts.entrySet().stream()
                .filter(entry -> entry.getValue()[0] >= MIN_ROWS_OF_A_WORD)
                .sorted(Comparator.comparingInt((Map.Entry<String, int[]> entry) -> -entry.getValue()[0])
                        .thenComparing(Map.Entry::getKey))
                .limit(MAX_BINS)
                .sorted(Comparator.comparingDouble((Map.Entry<String, int[]> entry) -> rate(entry.getValue(), mean))
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
        return new Bins(Kind.CATEGORY, List.of(), categories);
    }

    private static double rate(int[] count, double mean) {
        return (count[1] + PRIOR_ROWS * mean) / (count[0] + PRIOR_ROWS);
    }
}
