package io.leadservice.training;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;

/** Keeps what earns its place: without which the validation rows would lose. */
final class Selection {

    private static final double STANDARD_ERRORS = 0.5;

    private final Matrix validation;
    private final Outcomes outcome;

    Selection(Matrix validation, Outcomes outcome) {
        this.validation = validation;
        this.outcome = outcome;
    }

    /** Pairs whose mean gain in log-loss is above half its standard error; the tables must be centred. */
    Set<Pair> worthy(Tables tables) {
        Set<Pair> worthy = new TreeSet<>();
        double[] with = tables.logOdds(validation);
        tables.pairs().forEach((pair, table) -> {
            Gain gain = gain(with, row -> tables.pair(pair, table, validation.row(row)));
            if (gain.mean() > STANDARD_ERRORS * gain.error()) {
                worthy.add(pair);
            }
        });
        return worthy;
    }

    /** Features without which the validation rows would lose nothing; the tables must be centred. */
    Set<Integer> worthless(Tables tables) {
        Set<Integer> worthless = new TreeSet<>();
        double[] with = tables.logOdds(validation);
        for (int feature = 0; feature < tables.features(); feature++) {
            double[] main = tables.main(feature);
            int which = feature;
            if (gain(with, row -> main[validation.bin(which, row)]).mean() <= 0) {
                worthless.add(feature);
            }
        }
        return worthless;
    }

    /** What a part of the log-odds gains. */
    private Gain gain(double[] with, IntToDoubleFunction part) {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < with.length; row++) {
            boolean positive = outcome.positive(row);
            double gain = Losses.loss(with[row] - part.applyAsDouble(row), positive) - Losses.loss(with[row], positive);
            sum += gain;
            squares += gain * gain;
        }
        double mean = sum / with.length;
        double variance = Math.max(0, squares / with.length - mean * mean);
        return new Gain(mean, StrictMath.sqrt(variance / with.length));
    }

    private record Gain(double mean, double error) {}
}
