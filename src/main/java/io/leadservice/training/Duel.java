package io.leadservice.training;

import java.util.Arrays;
import java.util.Random;

/**
 * Whether a new model beats the one in use, on leads that the new one has not seen: the mean difference of their log-loss, with
 * the value above which it lies in 95 of a hundred bootstrap samples of the leads (paired, 1,000 samples).
 *
 * @param rival log-loss of the model in use
 * @param candidate log-loss of the new one
 * @param atLeast by how much the new one is better, at 95 % confidence; below 0 it may be worse
 */
record Duel(double rival, double candidate, double atLeast) {

    private static final int SAMPLES = 1_000;
    private static final double LOW = 0.05;

    static Duel of(double[] rival, double[] candidate, Outcomes outcome, long seed) {
        double[] better = new double[rival.length];
        for (int row = 0; row < better.length; row++) {
            boolean positive = outcome.positive(row);
            better[row] = Losses.loss(rival[row], positive) - Losses.loss(candidate[row], positive);
        }
        Random random = new Random(seed);
        double[] means = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            double sum = 0;
            for (int i = 0; i < better.length; i++) {
                sum += better[random.nextInt(better.length)];
            }
            means[sample] = sum / better.length;
        }
        Arrays.sort(means);
        return new Duel(Losses.mean(rival, outcome), Losses.mean(candidate, outcome), means[(int) (LOW * SAMPLES)]);
    }

    boolean isWon() {
        return atLeast > 0;
    }
}
