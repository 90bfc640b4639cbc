package io.leadservice.training;

/**
 * A line through the log-odds that fits outcomes best (Platt 1999, by Newton's method). A line keeps an additive model
 * additive, so it goes into the tables.
 *
 * @param slope above 1 where the model was too timid, below where it was too bold
 * @param offset in log-odds
 */
record Calibration(double slope, double offset) {

    static final Calibration NONE = new Calibration(1, 0);
    /** How sure we are, before looking, that boosting is calibrated: the slope is 1 give or take 0.05. */
    private static final double PRIOR = 1 / (0.05 * 0.05);

    private static final int STEPS = 50;
    private static final double ENOUGH = 1e-10;

    /** The line through outcomes; with few rows it stays near to none. */
    static Calibration fit(double[] logOdds, Outcomes outcome) {
        double[] targets = new double[logOdds.length];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = outcome.positive(row) ? 1 : 0;
        }
        return fit(logOdds, targets, PRIOR);
    }

    /** The line through known chances. */
    static Calibration fit(double[] logOdds, double[] chances) {
        return fit(logOdds, chances, 0);
    }

    private static Calibration fit(double[] logOdds, double[] targets, double prior) {
        double slope = 1;
        double offset = 0;
        for (int step = 0; step < STEPS; step++) {
            double gradientSlope = prior * (slope - 1);
            double gradientOffset = 0;
            double curveSlope = prior;
            double curveOffset = 0;
            double curveBoth = 0;
            for (int row = 0; row < logOdds.length; row++) {
                double x = logOdds[row];
                double p = Losses.probability(slope * x + offset);
                double error = p - targets[row];
                double weight = p * (1 - p);
                gradientSlope += error * x;
                gradientOffset += error;
                curveSlope += weight * x * x;
                curveOffset += weight;
                curveBoth += weight * x;
            }
            double determinant = curveSlope * curveOffset - curveBoth * curveBoth;
            if (!(determinant > ENOUGH)) {
                return NONE;
            }
            double stepSlope = (curveOffset * gradientSlope - curveBoth * gradientOffset) / determinant;
            double stepOffset = (curveSlope * gradientOffset - curveBoth * gradientSlope) / determinant;
            slope -= stepSlope;
            offset -= stepOffset;
            if (Math.abs(stepSlope) + Math.abs(stepOffset) < ENOUGH) {
                break;
            }
        }
        return slope > 0 && Double.isFinite(slope) && Double.isFinite(offset) ? new Calibration(slope, offset) : NONE;
    }
}
