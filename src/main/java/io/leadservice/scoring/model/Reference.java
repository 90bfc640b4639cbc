package io.leadservice.scoring.model;

import java.util.List;

/**
 * How the rows that a model was trained on were spread: what later leads are compared with. Immutable.
 *
 * @param features names, in the order of the model
 * @param shares by feature and bin, each feature's summing to 1
 * @param deciles of the score: percentiles 0 to 9, 10 to 19 … 90 to 100, summing to 1
 */
@SuppressWarnings("ArrayRecordComponent") // read by one class and altered by none; lists would box every share
public record Reference(List<String> features, double[][] shares, double[] deciles) {

    private static final int DECILES = 10;

    static Reference of(ModelFile file, AdditiveModel model) {
        double[][] shares = new double[file.features().size()][];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = shares(file.features().get(i).reference());
        }
        return new Reference(file.names(), shares, deciles(file.percentiles(), model));
    }

    /** The tenth into which a percentile falls. */
    public static int decile(int percentile) {
        return Math.min(DECILES - 1, percentile / DECILES);
    }

    private static double[] shares(List<Integer> counts) {
        double sum = 0;
        for (int count : counts) {
            sum += count;
        }
        double[] shares = new double[counts.size()];
        for (int i = 0; i < shares.length && sum != 0; i++) {
            shares[i] = counts.get(i) / sum;
        }
        return shares;
    }

    /** A tenth each, unless many rows have the same score: those are all in one. */
    private static double[] deciles(List<Double> percentiles, AdditiveModel model) {
        double[] shares = new double[DECILES];
        for (int i = 0; i < percentiles.size(); i++) {
            boolean tied = i > 0 && percentiles.get(i).equals(percentiles.get(i - 1));
            shares[decile(tied ? model.percentileOf(percentiles.get(i)) : i)] += 1.0 / percentiles.size();
        }
        return shares;
    }
}
