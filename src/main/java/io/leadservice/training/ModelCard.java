package io.leadservice.training;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.scoring.model.FeatureTable;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFile.Metric;
import io.leadservice.scoring.model.PairTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the card of a model: what it is for, what it rests on, how good it is (after Mitchell et al. 2019). */
final class ModelCard {

    private final StringBuilder text = new StringBuilder();

    private ModelCard() {}

    /**
     * @param metrics on the test rows; empty for generated data, whose figures would say nothing of real leads
     * @param left columns that were left out, with the reason
     */
    static String of(ModelFile file, Map<String, Metric> metrics, Map<String, String> left) {
        ModelCard card = new ModelCard();
        card.head(file);
        card.training(file, left);
        card.quality(file, metrics);
        card.features(file);
        card.limits();
        return card.text.toString();
    }

    private void head(ModelFile file) {
        line("# Model card: " + file.id() + " " + file.version());
        line("");
        line("**" + capital(file.training().basis().notice()) + ".**");
        line("");
        line(
                "An additive model with pair terms (GA2M): log-odds are an intercept plus one looked-up weight for each feature");
        line(
                "and each pair, so every score comes with exact reasons. It orders leads; it decides nothing. No lead is refused by");
        line("it.");
        line("");
    }

    private void training(ModelFile file, Map<String, String> left) {
        ModelFile.Training training = file.training();
        line("## Training");
        line("");
        line("- Data: `" + training.data() + "`, sha256 `" + training.dataSha256() + "`");
        line("- Rows: " + training.rows() + ", of them positive " + training.positives());
        training.period().ifPresent(period -> line("- Period: " + period));
        line("- Split: " + training.split() + " as test; seed " + training.seed()
                + "; 20 % of the training cells masked");
        line("- Calibration: slope " + training.calibrationSlope() + ", offset " + training.calibrationOffset());
        line("- Made by: " + training.trainer());
        left.forEach((column, why) -> line("- Left out: `" + column + "`, " + why));
        line("");
    }

    private void quality(ModelFile file, Map<String, Metric> metrics) {
        line("## Quality");
        line("");
        if (file.training().basis() == TrainingBasis.GENERATED || metrics.isEmpty()) {
            line(
                    "No figure is given: on drawn leads it would measure the drawing, not the model's use. The training fails");
            line(
                    "unless the model finds the assumptions again (AUC within 0.01 of the best to be had, calibration slope 0.95 to");
            line("1.05 on fresh drawn leads).");
            line("");
            return;
        }
        line("| figure | value | 95 % interval |");
        line("|---|---|---|");
        metrics.forEach((name, metric) -> line(String.format(
                Locale.ROOT, "| %s | %.4f | %.4f to %.4f |", name, metric.value(), metric.low(), metric.high())));
        line("");
    }

    private void features(ModelFile file) {
        line("## Features");
        line("");
        line("| feature | kind | strongest effects, log-odds | evidence |");
        line("|---|---|---|---|");
        file.features()
                .forEach(feature -> line("| `" + feature.name() + "` | "
                        + feature.kind().name().toLowerCase(Locale.ROOT) + " | " + range(feature) + " | "
                        + feature.evidence()
                        + " |"));
        line("");
        for (PairTable pair : file.pairs()) {
            line("- Pair: `" + pair.first() + "` with `" + pair.second() + "`");
        }
        line("");
    }

    private void limits() {
        line("## Limits");
        line("");
        line(
                "- It reads no name, sex, marital or familial status, race, religion, origin, language, disability, health, raw ZIP");
        line("  or street, credit data, or anything recorded after the lead arrived; a deny-list fails its training.");
        line(
                "- Age and state can stand for what must not be read. Have the results of groups checked before prices or refusals");
        line("  hang on them.");
        line("- Effects are associations, not causes.");
    }

    private static String range(FeatureTable feature) {
        List<Double> weights = feature.weights();
        double low = weights.stream().min(Comparator.naturalOrder()).orElse(0.0);
        double high = weights.stream().max(Comparator.naturalOrder()).orElse(0.0);
        return String.format(Locale.ROOT, "%+.2f to %+.2f", low, high);
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
