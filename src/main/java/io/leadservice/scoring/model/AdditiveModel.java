package io.leadservice.scoring.model;

import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An additive model with a few pair terms (generalised additive model with interactions, GA2M): the log-odds are the
 * intercept plus one looked-up weight for each feature and each pair. Immutable and safe to share between threads; takes
 * microseconds, does not block, does not throw whatever the values are.
 *
 * <p>Weights are whole millionths of log-odds, so sums are exact. A pair's weight counts half to each of its features,
 * which is its Shapley value in a model without higher terms; an odd millionth goes to the first.
 */
public final class AdditiveModel {

    static final double MILLION = 1e6;

    private final Score.Model model;
    private final long intercept;
    private final FeatureSlot[] slots;
    private final PairSlot[] pairs;
    private final long[] percentiles;
    private final Reference reference;

    AdditiveModel(ModelFile file) {
        model = new Score.Model(
                file.id(), file.version(), Score.Model.EMBEDDED, file.training().basis(), Optional.empty());
        intercept = millionths(file.intercept());
        String prefix = file.vertical().isPresent() ? file.vertical().get().name() + "_" : "";
        List<String> names = file.names();
        slots = new FeatureSlot[names.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = FeatureSlot.of(prefix, file.features().get(i));
        }
        pairs = new PairSlot[file.pairs().size()];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = PairSlot.of(file.pairs().get(i), names, slots);
        }
        percentiles = Numbers.millionths(file.percentiles());
        reference = Reference.of(file, this);
    }

    /** Who says so. */
    public Score.Model model() {
        return model;
    }

    /** The score of a lead with its reasons. */
    public Score score(FeatureVector features) {
        int[] bins = bins(features.values().values());
        long[] effects = new long[slots.length];
        long sum = effects(bins, effects);
        double probability = probability(sum / MILLION);
        int percentile = percentile(sum);
        return new Score(
                probability,
                percentile,
                Score.Tier.of(percentile),
                intercept / MILLION,
                Reasons.of(effects, bins, slots),
                model,
                features,
                Optional.empty());
    }

    /** The score of a lead for which another model decides, without its reasons. */
    public Score.Shadow shadow(FeatureVector features) {
        long sum = effects(bins(features.values().values()), new long[slots.length]);
        return new Score.Shadow(model, probability(sum / MILLION), percentile(sum));
    }

    /** How the rows were spread that it was trained on. */
    public Reference reference() {
        return reference;
    }

    /** The log-odds of values by the name of their feature. */
    public double logOdds(Map<String, ?> values) {
        return logOdds(bins(values));
    }

    /** The log-odds of a row of bins, one for each feature in the order of the file. */
    public double logOdds(int[] bins) {
        return effects(bins, new long[slots.length]) / MILLION;
    }

    /** How many of a hundred reference rows have lower log-odds: 0 to 100. */
    public int percentileOf(double logOdds) {
        return percentile(millionths(logOdds));
    }

    /** The bins of values by the name of their feature. */
    public int[] bins(Map<String, ?> values) {
        int[] bins = new int[slots.length];
        for (int i = 0; i < slots.length; i++) {
            bins[i] = slots[i].bin(values);
        }
        return bins;
    }

    private long effects(int[] bins, long[] effects) {
        long sum = intercept;
        for (int i = 0; i < slots.length; i++) {
            long weight = slots[i].weight(bins[i]);
            effects[i] += weight;
            sum += weight;
        }
        for (PairSlot pair : pairs) {
            long weight = pair.weight(bins);
            long half = weight / 2;
            effects[pair.first()] += weight - half;
            effects[pair.second()] += half;
            sum += weight;
        }
        return sum;
    }

    private int percentile(long sum) {
        int found = Arrays.binarySearch(percentiles, sum);
        if (found < 0) {
            return -found - 1;
        }
        int above = found;
        while (above < percentiles.length && percentiles[above] == sum) {
            above++;
        }
        return above;
    }

    /** The logistic function, the same to the last bit on every machine. */
    static double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }

    static long millionths(double logOdds) {
        return Math.round(logOdds * MILLION);
    }
}
