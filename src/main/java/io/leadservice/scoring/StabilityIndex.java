package io.leadservice.scoring;

/**
 * The population stability index: how far a spread is from the one it is compared with. Below 0.10 they are taken for the
 * same, from 0.25 for different (Lewis, An Introduction to Credit Scoring, 1994).
 *
 * <p>It rises with the number of bins even where nothing changed, by about one hundredth for every five bins at 500 leads. So
 * bins that few reference rows are in count as one.
 */
final class StabilityIndex {

    private static final double FEW = 0.03;

    /** Stands for a share of nothing, whose logarithm there is not. */
    private static final double FLOOR = 0.001;

    private StabilityIndex() {}

    /**
     * Compares counts with shares.
     *
     * @param reference shares by bin
     * @param counts by bin, as many
     */
    static double of(double[] reference, int[] counts) {
        double total = 0;
        for (int count : counts) {
            total += count;
        }
        double fewReference = 0;
        double fewCount = 0;
        double index = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            if (reference[bin] < FEW) {
                fewReference += reference[bin];
                fewCount += counts[bin];
            } else {
                index += term(reference[bin], counts[bin] / total);
            }
        }
        return index + term(fewReference, fewCount / total);
    }

    private static double term(double reference, double share) {
        double before = Math.max(reference, FLOOR);
        double now = Math.max(share, FLOOR);
        return (now - before) * Math.log(now / before);
    }
}
