package io.leadservice.training;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.scoring.model.ModelFile.Metric;
import io.leadservice.scoring.model.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Trains on any table and tells how good the model is on rows that it has not seen. */
public final class CsvTraining {

    private final Path file;
    private final Optional<Character> separator;
    private final CsvColumns columns;
    private final long seed;

    /** @param separator what stands between cells; empty to find it */
    public CsvTraining(Path file, Optional<Character> separator, CsvColumns columns, long seed) {
        this.file = file;
        this.separator = separator;
        this.columns = columns;
        this.seed = seed;
    }

    /**
     * Trains, measures and writes.
     *
     * @param out where model and card go; nowhere if empty
     * @return what to tell, line by line
     * @throws IllegalArgumentException if the table cannot be used, with a message for the user
     */
    public List<String> run(Optional<Path> out, Progress progress) throws IOException, DeniedException {
        CsvFile csv = CsvFile.read(file, separator);
        CsvDataset dataset = CsvDataset.of(csv, columns);
        String name = file.getFileName().toString();
        Plan plan = new Plan(
                name.replaceFirst("\\.csv(\\.gz)?$", ""),
                "1",
                Optional.empty(),
                TrainingBasis.PUBLIC,
                name,
                csv.sha256(),
                seed,
                Map.of());
        List<Trained> parts = train(plan, dataset.data(), progress);
        Trained trained = parts.get(0).with(parts);
        List<String> lines = new ArrayList<>();
        dataset.left().forEach((column, why) -> lines.add("left out  " + column + " (" + why + ")"));
        lines.addAll(report(dataset.data(), trained));
        byte[] model = ModelFiles.write(trained.file());
        lines.add("model     " + model.length + " bytes, sha256 " + Hashes.sha256(model));
        if (out.isPresent()) {
            Files.createDirectories(out.get());
            Files.write(out.get().resolve(plan.id() + ".json"), model);
            Files.writeString(
                    out.get().resolve(plan.id() + ".md"), ModelCard.of(trained.file(), trained.all(), dataset.left()));
            lines.add("written   " + out.get().resolve(plan.id() + ".json") + " and its card");
        }
        return lines;
    }

    /** Trains once for each part that can be the test, all at the same time. */
    private static List<Trained> train(Plan plan, Dataset data, Progress progress) throws DeniedException {
        DenyList.check(data.columns());
        int parts = data.times().isPresent() ? 1 : Split.PARTS;
        PartsProgress together = new PartsProgress(progress, parts);
        return IntStream.range(0, parts)
                .parallel()
                .mapToObj(part -> train(plan, data, part, together.of(part)))
                .toList();
    }

    private static Trained train(Plan plan, Dataset data, int part, Progress progress) {
        try {
            return new Trainer(plan, progress).train(data, part);
        } catch (DeniedException e) {
            throw new IllegalStateException("checked before", e);
        }
    }

    private static List<String> report(Dataset data, Trained trained) {
        int rows = data.rows();
        int positives = data.outcome().positives();
        return List.of(
                String.format(
                        Locale.ROOT,
                        "rows      %d, %.1f %% positive, %d features, %d pairs",
                        rows,
                        100.0 * positives / rows,
                        trained.file().features().size(),
                        trained.file().pairs().size()),
                String.format(
                        Locale.ROOT,
                        "test      %s, seed %d: %s",
                        trained.file().training().split(),
                        trained.file().training().seed(),
                        data.times().isPresent()
                                ? trained.testRows() + " rows"
                                : "each quarter of the rows in turn, by a model of the others; means of the four"),
                line("AUC", trained.metrics(), Quality.AUC),
                line("log-loss", trained.metrics(), Quality.LOG_LOSS),
                line("ECE", trained.metrics(), Quality.ECE),
                "the same with 30 % of the test cells missing",
                line("AUC", trained.metricsWithGaps(), Quality.AUC),
                line("log-loss", trained.metricsWithGaps(), Quality.LOG_LOSS),
                line("ECE", trained.metricsWithGaps(), Quality.ECE));
    }

    private static String line(String label, Map<String, Metric> metrics, String name) {
        Metric metric = metrics.getOrDefault(name, new Metric(0, 0, 0));
        return String.format(
                Locale.ROOT, "%-9s %.4f (95 %% CI %.4f to %.4f)", label, metric.value(), metric.low(), metric.high());
    }
}
