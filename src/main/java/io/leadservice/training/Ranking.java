package io.leadservice.training;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Rows in the order of their log-odds. */
final class Ranking {

    private final double[] logOdds;
    private final int[] rising;

    Ranking(double[] logOdds) {
        this.logOdds = logOdds;
        this.rising = IntStream.range(0, logOdds.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> logOdds[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * The area under the ROC curve: how often a positive row stands above a negative one, a tie counting half
     * (the Mann-Whitney statistic).
     *
     * @param positive the weight with which a row is positive
     * @param negative the weight with which it is negative
     * @return NaN if all rows are of one kind
     */
    double auc(IntToDoubleFunction positive, IntToDoubleFunction negative) {
        double won = 0;
        double negatives = 0;
        double positives = 0;
        for (int from = 0; from < rising.length; ) {
            int to = from;
            double tiedPositives = 0;
            double tiedNegatives = 0;
            while (to < rising.length && logOdds[rising[to]] == logOdds[rising[from]]) {
                tiedPositives += positive.applyAsDouble(rising[to]);
                tiedNegatives += negative.applyAsDouble(rising[to]);
                to++;
            }
            won += tiedPositives * (negatives + tiedNegatives / 2);
            positives += tiedPositives;
            negatives += tiedNegatives;
            from = to;
        }
        return positives == 0 || negatives == 0 ? Double.NaN : won / (positives * negatives);
    }
}
