package io.leadservice.training;

import io.leadservice.scoring.model.AdditiveModel;
import io.leadservice.scoring.model.ModelException;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFile.Metric;
import io.leadservice.scoring.model.ModelFiles;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Trains an additive model with a few pairs (GA2M; Lou, Caruana, Gehrke, Hooker 2013): trees by XGBoost, collapsed into
 * tables. Deterministic: the same rows and the same plan give the same file on every JDK.
 */
final class Trainer {

    /** Written into model files; rises when the same rows would give another model. */
    static final String NAME = "lead-service trainer 1";

    private static final int MIN_ROWS = 100;

    private final Plan plan;
    private final Progress progress;

    Trainer(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Trains and measures on rows that were kept apart.
     *
     * @param part which quarter of the rows is the test, from 0; with times the newest rows are, whatever the part
     * @throws DeniedException if a column must not be read
     * @throws IllegalArgumentException if there are too few rows or only one outcome
     */
    Trained train(Dataset data, int part) throws DeniedException {
        require(data);
        Split split = Split.of(data, plan.seed(), part);
        Fit fit = new Fit(data, split, plan.seed(), progress);
        Fitted fitted = fit.run(Optional.empty());
        ModelFile file = new Assembly(plan, data, fitted).file(split);
        AdditiveModel model = checked(file);
        Matrix test = fitted.rows().rows(split.test());
        Outcomes outcome = data.outcome().rows(split.test());
        Matrix gaps = test.masked(Trained.GAPS, new Random(plan.seed() + 4));
        Map<String, Metric> metrics = Quality.of(logOdds(model, test), outcome, plan.seed());
        Map<String, Metric> withGaps = Quality.of(logOdds(model, gaps), outcome, plan.seed());
        return new Trained(file, metrics, withGaps, split.test().length);
    }

    /**
     * Trains on drawn leads, all of them, since there are always more to test on.
     *
     * @param further drawn leads, on whose known chances to calibrate
     * @throws DeniedException if a column must not be read
     */
    ModelFile trainOnDrawn(Dataset data, Generated further) throws DeniedException {
        require(data);
        Split split = Split.withoutTest(data, plan.seed());
        Fitted fitted = new Fit(data, split, plan.seed(), progress).run(Optional.of(further));
        ModelFile file = new Assembly(plan, data, fitted).file(split);
        checked(file);
        return file;
    }

    private static AdditiveModel checked(ModelFile file) {
        try {
            return ModelFiles.check(file);
        } catch (ModelException e) {
            throw new IllegalStateException("the trainer made an unsound model", e);
        }
    }

    private static double[] logOdds(AdditiveModel model, Matrix rows) {
        return IntStream.range(0, rows.rows())
                .mapToDouble(row -> model.logOdds(rows.row(row)))
                .toArray();
    }

    private static void require(Dataset data) throws DeniedException {
        DenyList.check(data.columns());
        int positives = data.outcome().positives();
        if (data.rows() < MIN_ROWS
                || positives == 0
                || positives == data.rows()
                || data.columns().isEmpty()) {
            throw new IllegalArgumentException("training needs at least " + MIN_ROWS
                    + " rows with both outcomes and at least one feature; these are " + data.rows() + " rows, "
                    + positives + " positive, " + data.columns().size() + " features");
        }
    }
}
