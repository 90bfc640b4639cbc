package io.leadservice.training;

import io.leadservice.training.GeneratorFile.FeatureRule;
import io.leadservice.training.GeneratorFile.PairRule;
import io.leadservice.training.GeneratorFile.ValueRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws leads with outcomes from assumptions; the same file and seed give the same leads. */
final class Generator {

    private static final int STEPS = 60;
    private static final double WIDEST = 20;

    private final GeneratorFile file;

    Generator(GeneratorFile file) {
        this.file = file;
    }

    /** Leads with outcomes, and the log-odds that the features alone give them. */
    Generated draw(int rows, long seed) {
        Random random = new Random(seed);
        int features = file.features().size();
        @Nullable ValueRule[][] drawn = new ValueRule[features][rows];
        double[] told = new double[rows];
        double[] whole = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (int feature = 0; feature < features; feature++) {
                drawn[feature][row] = value(file.features().get(feature), random);
            }
            told[row] = logOdds(drawn, row);
            whole[row] = told[row] + file.noise() * random.nextGaussian();
        }
        double intercept = intercept(whole);
        boolean[] positive = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            told[row] += intercept;
            whole[row] += intercept;
            positive[row] = random.nextDouble() < Losses.probability(whole[row]);
        }
        List<Column> columns = IntStream.range(0, features)
                .mapToObj(feature -> column(file.features().get(feature), drawn[feature]))
                .toList();
        return new Generated(
                new Dataset(columns, new Outcomes(positive), Optional.empty(), Optional.empty()), told, whole);
    }

    private static @Nullable ValueRule value(FeatureRule feature, Random random) {
        boolean missing = random.nextDouble() < feature.missing();
        double place = random.nextDouble();
        if (missing) {
            return null;
        }
        for (ValueRule value : feature.values()) {
            place -= value.share();
            if (place < 0) {
                return value;
            }
        }
        return feature.values().get(feature.values().size() - 1);
    }

    private double logOdds(@Nullable ValueRule[][] drawn, int row) {
        double sum = 0;
        Map<String, Object> values = new HashMap<>();
        for (int feature = 0; feature < drawn.length; feature++) {
            @Nullable ValueRule value = drawn[feature][row];
            FeatureRule rule = file.features().get(feature);
            sum += value == null ? rule.missingEffect() : value.effect();
            if (value != null) {
                values.put(rule.name(), value.is());
            }
        }
        for (PairRule pair : file.pairs()) {
            boolean both = holds(pair.firstValues(), values.get(pair.first()))
                    && holds(pair.secondValues(), values.get(pair.second()));
            sum += both ? pair.effect() : 0;
        }
        return sum;
    }

    private static boolean holds(List<Object> wanted, @Nullable Object value) {
        return value != null && wanted.contains(value);
    }

    /** The intercept at which the mean probability is the base rate. */
    private double intercept(double[] logOdds) {
        double low = -WIDEST;
        double high = WIDEST;
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (double value : logOdds) {
                sum += Losses.probability(value + middle);
            }
            if (sum / logOdds.length < file.baseRate()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static Column column(FeatureRule rule, @Nullable ValueRule[] drawn) {
        if (rule.numeric()) {
            double[] numbers = new double[drawn.length];
            for (int row = 0; row < numbers.length; row++) {
                @Nullable ValueRule value = drawn[row];
                numbers[row] = value == null ? Double.NaN : ((Number) value.is()).doubleValue();
            }
            return Column.ofNumbers(rule.name(), numbers);
        }
        List<@Nullable String> words = new ArrayList<>(drawn.length);
        for (@Nullable ValueRule value : drawn) {
            words.add(value == null ? null : value.is().toString());
        }
        return Column.ofWords(rule.name(), words.toArray(new String[0]));
    }
}
