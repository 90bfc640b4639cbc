package io.leadservice.lead;

import java.util.List;

/**
 * How promising a lead is, and why. The intercept and the effects of all reasons sum to the logit of {@code value}.
 *
 * @param value 0 to 1, higher is better
 * @param tier the band of the value, A to D
 * @param intercept where an average lead starts, in log-odds
 * @param reasons what moved the value, strongest first
 * @param model who says so
 */
public record Score(double value, Tier tier, double intercept, List<Reason> reasons, Model model) {

    /** @throws IllegalArgumentException if the value is not between 0 and 1 */
    public Score {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a score lies between 0 and 1");
        }
        reasons = List.copyOf(reasons);
    }

    /** Bands of the score; A is the best. */
    public enum Tier {
        A,
        B,
        C,
        D
    }

    /**
     * One thing that moved the score.
     *
     * @param code stable name, such as {@code AUTO_PRIOR_CLAIMS}
     * @param effect by how much, in log-odds
     * @param text the same in a sentence; holds no personal data
     */
    public record Reason(String code, double effect, String text) {}

    /**
     * The model behind a score.
     *
     * @param id name of the model
     * @param version its version
     * @param source {@code embedded} or {@code external}
     * @param trainingBasis what it rests on: {@code JUDGEMENT}, {@code GENERATED}, {@code OPERATOR} or {@code PUBLIC}
     */
    public record Model(String id, String version, String source, String trainingBasis) {}
}
