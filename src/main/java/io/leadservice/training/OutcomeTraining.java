package io.leadservice.training;

import io.leadservice.lead.KnownLead;
import io.leadservice.lead.LeadOutcome.Kind;
import io.leadservice.lead.ModelSlot;
import io.leadservice.lead.TrainingBasis;
import io.leadservice.scoring.model.AdditiveModel;
import io.leadservice.scoring.model.ModelException;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFile.Metric;
import io.leadservice.scoring.model.ModelFiles;
import io.leadservice.training.GeneratorFile.FeatureRule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Trains on the operator's own leads and their outcomes, tests on the newest fifth, and tells whether the new model is to take
 * the place of the one in use: if it beats that one's log-loss there, and that of the share of positive leads, each at 95 %
 * confidence, and its ECE is at most 0.05.
 */
public final class OutcomeTraining {

    /** Below these a model is not well calibrated: ECE 0.03 at 1,000 rows of which 12 % are positive. */
    static final int LEAST_LEADS = 1_000;

    static final int LEAST_POSITIVES = 120;

    private static final double MOST_ERROR = 0.05;
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyy.MM.dd-HHmmss").withZone(ZoneOffset.UTC);

    private final ModelSlot slot;
    private final OutcomeQuestion question;
    private final long seed;

    /** @param slot for a question about returns the place of return risk, else that of conversion */
    public OutcomeTraining(ModelSlot slot, OutcomeQuestion question, long seed) {
        if ((slot.purpose() == ModelSlot.Purpose.RETURN_RISK) != (question.target() == Kind.RETURNED)) {
            throw new IllegalArgumentException("a model of " + question.target() + " is none for " + slot.name());
        }
        this.slot = slot;
        this.question = question;
        this.seed = seed;
    }

    /**
     * Trains and compares.
     *
     * @param champion the model in use; empty for none
     * @param now the present time, which also names the version
     * @throws IllegalArgumentException if there are too few leads, saying how many there are
     */
    public Retrained run(List<KnownLead> leads, Optional<AdditiveModel> champion, Instant now, Progress progress)
            throws DeniedException {
        OutcomeRows rows = OutcomeRows.of(slot.vertical(), leads, question, now);
        Dataset data = rows.data();
        require(rows);
        Plan plan = new Plan(
                slot.name(),
                VERSION.format(now),
                Optional.of(slot.vertical()),
                TrainingBasis.OPERATOR,
                "own leads with their outcomes: " + question.text(),
                rows.sha256(),
                seed,
                GeneratorFile.load(slot.vertical()).features().stream()
                        .collect(Collectors.toMap(FeatureRule::name, rule -> rule.text())));
        Trained trained = new Trainer(plan, progress).train(data, 0);
        Split split = Split.of(data, seed, 0);
        double[] candidate = logOdds(checked(trained.file()), data, split.test());
        Outcomes tested = data.outcome().rows(split.test());
        Duel share = Duel.of(baseRate(data, split), candidate, tested, seed);
        Optional<Duel> inUse =
                champion.map(model -> Duel.of(logOdds(model, data, split.test()), candidate, tested, seed));
        double error =
                trained.metrics().getOrDefault(Quality.ECE, new Metric(1, 1, 1)).value();
        boolean adopted = share.isWon() && inUse.map(Duel::isWon).orElse(true) && error <= MOST_ERROR;
        Map<String, Duel> rivals = new LinkedHashMap<>();
        inUse.ifPresent(duel -> rivals.put(
                "in use    " + champion.orElseThrow().model().id() + " "
                        + champion.orElseThrow().model().version(),
                duel));
        rivals.put("share     of positive leads", share);
        return new Retrained(
                trained.file().measured(trained.all()),
                ModelCard.of(trained.file(), trained.all(), Map.of()),
                adopted,
                lines(rows, trained, rivals, adopted));
    }

    private void require(OutcomeRows rows) {
        int positives = rows.data().outcome().positives();
        if (rows.data().rows() < LEAST_LEADS
                || positives < LEAST_POSITIVES
                || positives == rows.data().rows()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a model of %s needs at least %d leads of %s that are older, at least %d of them positive and some not;"
                            + " these are %d leads, %d positive. Left out: %d of which nobody told anything%s",
                    question.text(),
                    LEAST_LEADS,
                    slot.vertical(),
                    LEAST_POSITIVES,
                    rows.data().rows(),
                    positives,
                    rows.silent(),
                    rows.silent() > 0 && question.target() != Kind.RETURNED
                            ? " (--silence-is-no counts them as negative)"
                            : ""));
        }
    }

    private List<String> lines(OutcomeRows rows, Trained trained, Map<String, Duel> rivals, boolean adopted) {
        ModelFile file = trained.file();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "leads     %d, %d positive (%s); left out: %d of which nobody told anything",
                rows.data().rows(),
                rows.data().outcome().positives(),
                question.text(),
                rows.silent()));
        lines.add("test      " + file.training().split() + ": " + trained.testRows() + " leads");
        trained.metrics()
                .forEach((name, metric) -> lines.add(String.format(
                        Locale.ROOT,
                        "%-9s %.4f (95 %% CI %.4f to %.4f)",
                        name,
                        metric.value(),
                        metric.low(),
                        metric.high())));
        rivals.forEach((rival, duel) -> lines.add(String.format(
                Locale.ROOT,
                "%s, log-loss %.4f on the same leads; the new one is better by at least %.4f (95 %%)",
                rival,
                duel.rival(),
                duel.atLeast())));
        lines.add(
                adopted
                        ? "adopted   " + file.id() + " " + file.version()
                        : "refused   it does not beat each of these at 95 % confidence with an ECE of at most "
                                + MOST_ERROR);
        return lines;
    }

    private static double[] logOdds(AdditiveModel model, Dataset data, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> model.logOdds(data.values(row)))
                .toArray();
    }

    /** What somebody says who knows nothing but how many leads of the training were positive. */
    private static double[] baseRate(Dataset data, Split split) {
        Outcomes known = data.outcome().rows(split.known());
        double positives = Math.max(0.5, known.positives());
        double[] same = new double[split.test().length];
        Arrays.fill(same, Math.log(positives / Math.max(0.5, known.rows() - positives)));
        return same;
    }

    private static AdditiveModel checked(ModelFile file) {
        try {
            return ModelFiles.check(file);
        } catch (ModelException e) {
            throw new IllegalStateException("the trainer made an unsound model", e);
        }
    }
}
