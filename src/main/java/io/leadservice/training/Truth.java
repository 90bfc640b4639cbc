package io.leadservice.training;

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

    /** By chances instead of outcomes. */
    private static double auc(double[] logOdds, double[] chances) {
        return new Ranking(logOdds).auc(row -> chances[row], row -> 1 - chances[row]);
    }
}
