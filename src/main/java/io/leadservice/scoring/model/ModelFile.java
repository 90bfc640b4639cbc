package io.leadservice.scoring.model;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model as it is written and read: tables, where they come from, and what proves that they were read right.
 *
 * @param format version of this form, {@link #FORMAT}
 * @param id name of the model
 * @param version version of the model
 * @param vertical whose leads it scores; none for a model that only proves the trainer
 * @param featureVersion version of the vertical's feature schema
 * @param training how it was made
 * @param intercept log-odds of an average lead, in whole millionths
 * @param features the tables
 * @param pairs the pair tables
 * @param percentiles log-odds below which 1, 2 … 100 percent of the training rows lie, rising
 * @param golden inputs with their expected log-odds
 * @param sha256 of the file's bytes with this value empty, hexadecimal
 */
public record ModelFile(
        int format,
        String id,
        String version,
        Optional<Vertical> vertical,
        int featureVersion,
        Training training,
        double intercept,
        List<FeatureTable> features,
        List<PairTable> pairs,
        List<Double> percentiles,
        List<Golden> golden,
        String sha256) {

    public static final int FORMAT = 1;
    public static final int MAX_PAIRS = 12;
    private static final int PERCENT = 100;

    /** @throws IllegalArgumentException if a part is missing, too large or not finite */
    public ModelFile {
        features = List.copyOf(features);
        pairs = List.copyOf(pairs);
        percentiles = List.copyOf(percentiles);
        golden = List.copyOf(golden);
        if (!Double.isFinite(intercept) || !Numbers.finite(percentiles)) {
            throw new IllegalArgumentException("intercept or percentiles are not finite");
        }
        if (pairs.size() > MAX_PAIRS || percentiles.size() != PERCENT) {
            throw new IllegalArgumentException("at most " + MAX_PAIRS + " pairs and just 100 percentiles");
        }
    }

    /** Of the features, in their order. */
    List<String> names() {
        List<String> names = new ArrayList<>(features.size());
        for (FeatureTable feature : features) {
            names.add(feature.name());
        }
        return List.copyOf(names);
    }

    ModelFile withSha256(String sum) {
        return new ModelFile(
                format,
                id,
                version,
                vertical,
                featureVersion,
                training,
                intercept,
                features,
                pairs,
                percentiles,
                golden,
                sum);
    }

    /** The same model with figures of its quality. */
    public ModelFile measured(Map<String, Metric> metrics) {
        return new ModelFile(
                format,
                id,
                version,
                vertical,
                featureVersion,
                training.measured(metrics),
                intercept,
                features,
                pairs,
                percentiles,
                golden,
                sha256);
    }

    /**
     * How a model was made.
     *
     * @param trainer name and version of the program
     * @param basis what kind of data
     * @param data where the data came from
     * @param dataSha256 of the training data, hexadecimal
     * @param rows how many rows were given
     * @param positives how many of them are positive
     * @param period first and last day of the data, where it has a time
     * @param split how the test part was chosen
     * @param seed of all that is drawn
     * @param calibrationSlope by which the log-odds were stretched, already in the tables
     * @param calibrationOffset by which they were moved, already in the tables
     * @param metrics on the test part; none for generated data, whose figures say nothing of real leads
     */
    public record Training(
            String trainer,
            TrainingBasis basis,
            String data,
            String dataSha256,
            long rows,
            long positives,
            Optional<String> period,
            String split,
            long seed,
            double calibrationSlope,
            double calibrationOffset,
            Map<String, Metric> metrics) {

        private Training measured(Map<String, Metric> figures) {
            return new Training(
                    trainer,
                    basis,
                    data,
                    dataSha256,
                    rows,
                    positives,
                    period,
                    split,
                    seed,
                    calibrationSlope,
                    calibrationOffset,
                    figures);
        }
    }

    /**
     * A figure of quality.
     *
     * @param value measured
     * @param low lower end of the 95 % interval
     * @param high upper end
     */
    public record Metric(double value, double low, double high) {}

    /**
     * A proof that a model is read as it was written.
     *
     * @param values of the features
     * @param logOdds what they must give, to 1e-6
     */
    public record Golden(Map<String, Object> values, double logOdds) {}
}
