package io.leadservice.lead;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How promising a lead is, and why. The intercept and the effects of all reasons sum to the log-odds of the probability:
 * {@code probability = 1 / (1 + exp(-sum))}, to 1e-9.
 *
 * @param probability 0 to 1, higher is better; the {@code ml_score} of the API
 * @param percentile 0 to 100: how many of a hundred reference leads of the model score lower
 * @param tier the band of the percentile
 * @param intercept where an average lead starts, in log-odds
 * @param reasons what moved the score, strongest first; the last one may stand for all the rest
 * @param model who says so
 * @param features what the score rests on
 * @param shadow what the embedded model says where another one decided
 * @param challenger what a model says that is being tried
 * @param returnRisk how likely the lead is to be given back, where there is a model of it
 */
public record Score(
        double probability,
        int percentile,
        Tier tier,
        double intercept,
        List<Reason> reasons,
        Model model,
        FeatureVector features,
        Optional<Shadow> shadow,
        Optional<Shadow> challenger,
        Optional<Shadow> returnRisk) {

    private static final int MAX_PERCENTILE = 100;

    /** @throws IllegalArgumentException if probability, percentile or a number of the reasons is out of range */
    public Score {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability lies between 0 and 1");
        }
        if (percentile < 0 || percentile > MAX_PERCENTILE) {
            throw new IllegalArgumentException("a percentile lies between 0 and 100");
        }
        if (!Double.isFinite(intercept)) {
            throw new IllegalArgumentException("an intercept is a finite number");
        }
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(features, "features");
        reasons = List.copyOf(reasons);
    }

    /** A score of one model alone. */
    public Score(
            double probability,
            int percentile,
            Tier tier,
            double intercept,
            List<Reason> reasons,
            Model model,
            FeatureVector features,
            Optional<Shadow> shadow) {
        this(
                probability,
                percentile,
                tier,
                intercept,
                reasons,
                model,
                features,
                shadow,
                Optional.empty(),
                Optional.empty());
    }

    /** The same score with what other models say of the lead. */
    public Score beside(Optional<Shadow> tried, Optional<Shadow> risk) {
        return new Score(probability, percentile, tier, intercept, reasons, model, features, shadow, tried, risk);
    }

    /** Bands of the percentile: A from 75, B from 50, C from 25, D below. */
    public enum Tier {
        A(75),
        B(50),
        C(25),
        D(0);

        private final int from;

        Tier(int from) {
            this.from = from;
        }

        /** The band of a percentile. */
        public static Tier of(int percentile) {
            for (Tier tier : values()) {
                if (percentile >= tier.from) {
                    return tier;
                }
            }
            return D;
        }
    }

    /**
     * One thing that moved the score.
     *
     * @param code stable name, such as {@code AUTO_VEHICLE_AGE}
     * @param effect by how much, in log-odds
     * @param text the same in a sentence; holds no personal data
     */
    public record Reason(String code, double effect, String text) {

        /** @throws IllegalArgumentException if the effect is not finite */
        public Reason {
            if (!Double.isFinite(effect)) {
                throw new IllegalArgumentException("an effect is a finite number");
            }
        }
    }

    /**
     * The model behind a score.
     *
     * @param id name of the model
     * @param version its version
     * @param source {@link #EMBEDDED} or {@link #EXTERNAL}
     * @param basis what it was trained on
     * @param fallbackReason why the embedded model decided although another one was asked, such as {@code breaker_open}
     */
    public record Model(
            String id, String version, String source, TrainingBasis basis, Optional<String> fallbackReason) {

        public static final String EMBEDDED = "embedded";
        public static final String EXTERNAL = "external";

        /** The same model, deciding because another one could not. */
        public Model insteadOf(String reason) {
            return new Model(id, version, source, basis, Optional.of(reason));
        }
    }

    /**
     * A score that was computed but did not decide.
     *
     * @param model who says so
     * @param probability 0 to 1
     * @param percentile 0 to 100
     */
    public record Shadow(Model model, double probability, int percentile) {}
}
