package io.leadservice.training;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How a model fares where the chance of every row is known, without the luck of the draw. For generated leads only: says
 * whether the trainer found the assumptions, nothing of real leads.
 *
 * @param auc of the model
 * @param bestAuc of the log-odds from which the rows were drawn: the most that is to be had
 * @param slope by which the model's log-odds would have to be stretched
 */
record Truth(double auc, double bestAuc, double slope) {

    private static final double MOST_LOST = 0.01;
    private static final double LEAST_SLOPE = 0.95;
    private static final double MOST_SLOPE = 1.05;

    static Truth of(double[] logOdds, Generated generated) {
        double[] chances = generated.chances();
        return new Truth(
                auc(logOdds, chances),
                auc(generated.told(), chances),
                Calibration.fit(logOdds, chances).slope());
    }

    /** Whether the model comes near enough to what is to be had, and means what it says. */
    boolean passes() {
        return auc >= bestAuc - MOST_LOST && slope >= LEAST_SLOPE && slope <= MOST_SLOPE;
    }

    /** How often a row that turns out positive scores above one that does not, by chances instead of outcomes. */
    private static double auc(double[] logOdds, double[] chances) {
        int[] rising = IntStream.range(0, logOdds.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> logOdds[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        double won = 0;
        double negatives = 0;
        double positives = 0;
        for (int from = 0; from < rising.length; ) {
            int to = from;
            double tiedPositives = 0;
            double tiedNegatives = 0;
            while (to < rising.length && logOdds[rising[to]] == logOdds[rising[from]]) {
                tiedPositives += chances[rising[to]];
                tiedNegatives += 1 - chances[rising[to]];
                to++;
            }
            won += tiedPositives * (negatives + tiedNegatives / 2);
            positives += tiedPositives;
            negatives += tiedNegatives;
            from = to;
        }
        return won / (positives * negatives);
    }
}
