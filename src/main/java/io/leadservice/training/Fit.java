package io.leadservice.training;

import io.leadservice.scoring.model.ModelFile;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fits tables to rows: learns from the training rows, lets the validation rows choose the size, the pairs and the
 * features, then learns the chosen model again from both.
 */
final class Fit {

    /** Every row is learned from twice, as it is and with this share of its cells missing: 20 % of all cells. */
    private static final double MASKED = 0.40;

    private final Dataset data;
    private final Split split;
    private final long seed;
    private final Progress progress;
    private final List<Bins> bins;
    private final Matrix rows;
    private final Groups[] groups;

    Fit(Dataset data, Split split, long seed, Progress progress) {
        this.data = data;
        this.split = split;
        this.seed = seed;
        this.progress = progress;
        bins = data.columns().stream()
                .map(column -> Bins.learn(column, data.outcome(), split.train()))
                .toList();
        rows = matrix(data);
        groups = groups(rows.rows(split.train()));
    }

    /** @param further drawn leads, on whose known chances to calibrate; without, the validation rows calibrate */
    Fitted run(Optional<Generated> further) {
        Matrix validation = rows.rows(split.validation());
        Outcomes outcome = data.outcome().rows(split.validation());
        Boosting boosting = boosting(split.train());
        Tables chosen = boosting.mains();
        boosting.pairs(chosen, new TreeSet<>(boosting.candidates(chosen, ModelFile.MAX_PAIRS)));
        new Centring(rows.rows(split.train())).apply(chosen);
        Selection selection = new Selection(validation, outcome);
        Set<Pair> pairs = selection.worthy(chosen);
        chosen.retain(pairs);
        Set<Integer> flat = selection.worthless(chosen);
        chosen.flatten(flat);
        Tables tables = boosting(split.known()).asLargeAs(boosting, pairs);
        new Centring(rows.rows(split.known())).apply(tables);
        tables.flatten(flat);
        Calibration calibration = further.map(
                        drawn -> Calibration.fit(tables.logOdds(matrix(drawn.data())), drawn.chances()))
                .orElseGet(() -> Calibration.fit(chosen.logOdds(validation), outcome));
        tables.calibrate(calibration);
        return new Fitted(bins, rows, tables, calibration);
    }

    private Boosting boosting(int[] learned) {
        return new Boosting(
                rows.rows(learned).withMaskedCopy(MASKED, new Random(seed + 2)),
                data.outcome().rows(learned).twice(),
                rows.rows(split.validation()),
                data.outcome().rows(split.validation()),
                groups,
                progress);
    }

    private Matrix matrix(Dataset dataset) {
        int[][] cells = new int[bins.size()][];
        int[] counts = new int[bins.size()];
        for (int feature = 0; feature < cells.length; feature++) {
            cells[feature] = bins.get(feature).of(dataset.columns().get(feature));
            counts[feature] = bins.get(feature).count();
        }
        return new Matrix(cells, counts);
    }

    private static Groups[] groups(Matrix training) {
        Groups[] groups = new Groups[training.features()];
        for (int feature = 0; feature < groups.length; feature++) {
            int[] inBin = new int[training.count(feature)];
            for (int row = 0; row < training.rows(); row++) {
                int bin = training.bin(feature, row);
                if (bin < inBin.length) {
                    inBin[bin]++;
                }
            }
            groups[feature] = Groups.merge(inBin);
        }
        return groups;
    }
}
