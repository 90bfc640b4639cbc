package io.leadservice.training;

/** Logarithmic loss of log-odds, numerically safe and the same on every machine. */
final class Losses {

    private Losses() {}

    static double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }

    static double loss(double logOdds, boolean positive) {
        double margin = positive ? logOdds : -logOdds;
        return margin > 0
                ? StrictMath.log1p(StrictMath.exp(-margin))
                : StrictMath.log1p(StrictMath.exp(margin)) - margin;
    }

    static double mean(double[] logOdds, Outcomes outcome) {
        double sum = 0;
        for (int row = 0; row < logOdds.length; row++) {
            sum += loss(logOdds[row], outcome.positive(row));
        }
        return sum / Math.max(1, logOdds.length);
    }
}
