package io.leadservice.training;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadservice.lead.Vertical;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/**
 * Assumptions about the leads of a vertical, from which leads with outcomes are drawn. The files stand beside the models
 * in the development jar, one for each vertical, with the evidence of every effect.
 *
 * @param vertical whose leads
 * @param version of the model that is made of it
 * @param about what the file is
 * @param rows how many leads are drawn
 * @param seed of all that is drawn
 * @param baseRate the share of positives
 * @param noise standard deviation, in log-odds, of what decides but no feature tells
 * @param features in the order of the schema
 * @param pairs what features do together
 */
record GeneratorFile(
        Vertical vertical,
        String version,
        String about,
        int rows,
        long seed,
        double baseRate,
        double noise,
        List<FeatureRule> features,
        List<PairRule> pairs) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .propertyNamingStrategy(com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
            .build();

    GeneratorFile {
        features = List.copyOf(features);
        pairs = List.copyOf(pairs);
        if (!(baseRate > 0 && baseRate < 1) || noise < 0 || rows < 1) {
            throw new IllegalArgumentException("a base rate lies between 0 and 1, noise and rows are not negative");
        }
    }

    /** The file of a vertical, with its sum. */
    static GeneratorFile load(Vertical vertical) {
        try {
            return JSON.readValue(bytes(vertical), GeneratorFile.class);
        } catch (IOException e) {
            throw new IllegalStateException("the generator of " + vertical + " does not parse", e);
        }
    }

    /** The file as it lies there. */
    static byte[] bytes(Vertical vertical) {
        String path = "generator/" + vertical.name().toLowerCase(Locale.ROOT) + ".json";
        try (InputStream in = GeneratorFile.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + path, e);
        }
    }

    /**
     * How a feature is spread and what it does.
     *
     * @param missing share of leads that do not tell
     * @param missingEffect log-odds of not telling
     * @param values what is told
     */
    record FeatureRule(
            String name,
            String label,
            String raises,
            String lowers,
            String evidence,
            double missing,
            double missingEffect,
            List<ValueRule> values) {

        private static final double TOLERANCE = 0.01;

        FeatureRule {
            values = List.copyOf(values);
            double shares = values.stream().mapToDouble(ValueRule::share).sum();
            if (evidence.isBlank() || values.isEmpty() || Math.abs(shares - 1) > TOLERANCE) {
                throw new IllegalArgumentException(name + " needs evidence, and values whose shares sum to 1");
            }
        }

        boolean numeric() {
            return values.get(0).is() instanceof Number;
        }

        FeatureText text() {
            return new FeatureText(label, raises, lowers, evidence);
        }
    }

    /**
     * One value of a feature.
     *
     * @param is text or a whole number
     * @param share of the leads that tell
     * @param effect log-odds
     */
    record ValueRule(Object is, double share, double effect) {}

    /** What two features add where both have one of the values. */
    record PairRule(
            String first,
            List<Object> firstValues,
            String second,
            List<Object> secondValues,
            double effect,
            String evidence) {

        PairRule {
            firstValues = List.copyOf(firstValues);
            secondValues = List.copyOf(secondValues);
        }
    }
}
