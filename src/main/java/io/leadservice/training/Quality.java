package io.leadservice.training;

import io.leadservice.scoring.model.ModelFile.Metric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * How well log-odds fit outcomes, with 95 % intervals from 200 bootstrap samples of the rows.
 *
 * <p>AUC: how often a positive row scores above a negative one, ties counting half. Log-loss: mean negative logarithm of
 * the probability given to what happened. ECE: expected calibration error over ten bins of equal width of the
 * probability (Naeini et al. 2015).
 */
final class Quality {

    static final String AUC = "auc";
    static final String LOG_LOSS = "log_loss";
    static final String ECE = "ece";

    private static final int SAMPLES = 200;
    private static final int BINS = 10;
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    private final double[] logOdds;
    private final Outcomes outcome;
    private final Ranking ranking;

    private Quality(double[] logOdds, Outcomes outcome) {
        this.logOdds = logOdds;
        this.outcome = outcome;
        this.ranking = new Ranking(logOdds);
    }

    static Map<String, Metric> of(double[] logOdds, Outcomes outcome, long seed) {
        Quality quality = new Quality(logOdds, outcome);
        int[][] samples = quality.samples(seed);
        Map<String, Metric> metrics = new LinkedHashMap<>();
        metrics.put(AUC, quality.metric(quality::auc, samples));
        metrics.put(LOG_LOSS, quality.metric(quality::logLoss, samples));
        metrics.put(ECE, quality.metric(quality::calibrationError, samples));
        return metrics;
    }

    /** The mean over figures of different rows, whose interval is narrower by the square root of their number. */
    static Map<String, Metric> mean(List<Map<String, Metric>> parts) {
        Map<String, Metric> mean = new LinkedHashMap<>();
        parts.get(0).keySet().forEach(name -> {
            double value = average(parts, name, Metric::value);
            double narrower = Math.sqrt(parts.size());
            double low = value - (value - average(parts, name, Metric::low)) / narrower;
            double high = value + (average(parts, name, Metric::high) - value) / narrower;
            mean.put(name, new Metric(round(value), round(low), round(high)));
        });
        return mean;
    }

    private static double average(List<Map<String, Metric>> parts, String name, ToDoubleFunction<Metric> figure) {
        return parts.stream()
                .map(part -> part.getOrDefault(name, new Metric(0, 0, 0)))
                .mapToDouble(figure)
                .average()
                .orElse(0);
    }

    private Metric metric(ToDoubleFunction<int[]> figure, int[][] samples) {
        int[] once = new int[logOdds.length];
        Arrays.fill(once, 1);
        double[] sampled = Arrays.stream(samples).mapToDouble(figure).sorted().toArray();
        return new Metric(
                round(figure.applyAsDouble(once)),
                round(sampled[(int) (LOW * (SAMPLES - 1))]),
                round(sampled[(int) Math.ceil(HIGH * (SAMPLES - 1))]));
    }

    /** How often each row is drawn, by sample. */
    private int[][] samples(long seed) {
        Random random = new Random(seed);
        int[][] samples = new int[SAMPLES][logOdds.length];
        for (int[] sample : samples) {
            for (int i = 0; i < sample.length; i++) {
                sample[random.nextInt(sample.length)]++;
            }
        }
        return samples;
    }

    private double auc(int[] times) {
        return ranking.auc(
                row -> outcome.positive(row) ? times[row] : 0, row -> outcome.positive(row) ? 0 : times[row]);
    }

    private double logLoss(int[] times) {
        double sum = 0;
        double rows = 0;
        for (int row = 0; row < logOdds.length; row++) {
            if (times[row] > 0) {
                sum += times[row] * Losses.loss(logOdds[row], outcome.positive(row));
                rows += times[row];
            }
        }
        return sum / rows;
    }

    private double calibrationError(int[] times) {
        double[] said = new double[BINS];
        double[] seen = new double[BINS];
        double rows = 0;
        for (int row = 0; row < logOdds.length; row++) {
            double probability = Losses.probability(logOdds[row]);
            int bin = Math.min(BINS - 1, (int) (BINS * probability));
            said[bin] += times[row] * probability;
            seen[bin] += outcome.positive(row) ? times[row] : 0;
            rows += times[row];
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(said[bin] - seen[bin]);
        }
        return error / rows;
    }

    private static double round(double figure) {
        return Double.isNaN(figure) ? 0 : Math.round(figure * 1e6) / 1e6;
    }
}
