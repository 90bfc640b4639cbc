package io.leadservice.scoring.model;

import java.util.HashSet;
import java.util.List;

/**
 * What each value of one feature adds to the log-odds.
 *
 * <p>A number falls into the bin whose index is how many cuts are at or below it; a word into the bin of its place among
 * the categories. Whatever is missing, no number or no known word falls into the bin after the last.
 *
 * @param name the feature
 * @param kind how values become bins
 * @param cuts rising; for numbers only
 * @param categories for words only
 * @param weights log-odds by bin, the missing bin last, in whole millionths
 * @param reference share of the training rows by bin, in ten-thousandths, the missing bin last
 * @param label what it is, in a few words
 * @param raises the reason where it raises the score
 * @param lowers the reason where it lowers the score
 * @param evidence what its effect rests on
 */
public record FeatureTable(
        String name,
        Kind kind,
        List<Double> cuts,
        List<String> categories,
        List<Double> weights,
        List<Integer> reference,
        String label,
        String raises,
        String lowers,
        String evidence) {

    static final int MAX_BINS = 40;

    /** @throws IllegalArgumentException if bins, weights and reference do not fit each other or a number is not finite */
    public FeatureTable {
        cuts = List.copyOf(cuts);
        categories = List.copyOf(categories);
        weights = List.copyOf(weights);
        reference = List.copyOf(reference);
        int bins = kind == Kind.NUMBER ? cuts.size() + 1 : categories.size();
        require(bins <= MAX_BINS, name, "has more than " + MAX_BINS + " bins");
        require(kind == Kind.NUMBER ? categories.isEmpty() : cuts.isEmpty(), name, "mixes cuts and categories");
        require(weights.size() == bins + 1, name, "needs a weight for each bin and for missing");
        require(reference.size() == bins + 1, name, "needs a reference share for each bin and for missing");
        require(Numbers.finite(weights), name, "has a weight that is not finite");
        require(Numbers.finite(cuts), name, "has a cut that is not finite");
        require(Numbers.rising(cuts), name, "has cuts that do not rise");
        require(new HashSet<>(categories).size() == categories.size(), name, "has a category twice");
    }

    /** How values become bins. */
    public enum Kind {
        NUMBER,
        CATEGORY
    }

    private static void require(boolean holds, String name, String fault) {
        if (!holds) {
            throw new IllegalArgumentException("feature " + name + " " + fault);
        }
    }
}
