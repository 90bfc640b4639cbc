package io.leadservice.scoring.model;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.FeatureTable.Kind;
import io.leadservice.scoring.model.ModelFile.Golden;
import io.leadservice.scoring.model.ModelFile.Metric;
import io.leadservice.scoring.model.ModelFile.Training;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands in a model file, field for field: all that {@link ModelFile} has, and nothing else. */
final class ModelReader {

    private ModelReader() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it is no JSON
     * @throws IllegalArgumentException if a field is missing, unknown, of the wrong type, or refused by its record
     */
    static ModelFile read(byte[] content) throws IOException {
        JsonFields file = JsonFields.read(content);
        ModelFile read = new ModelFile(
                file.take("format", Integer.class),
                file.take("id", String.class),
                file.take("version", String.class),
                vertical(file.optional("vertical")),
                file.take("featureVersion", Integer.class),
                training(file.object("training")),
                file.decimal("intercept"),
                features(file.list("features", JsonFields.class)),
                pairs(file.list("pairs", JsonFields.class)),
                file.decimals("percentiles"),
                golden(file.list("golden", JsonFields.class)),
                file.take("sha256", String.class));
        file.end();
        return read;
    }

    private static Optional<Vertical> vertical(Optional<String> name) {
        return name.isPresent() ? Optional.of(Vertical.valueOf(name.get())) : Optional.empty();
    }

    private static Training training(JsonFields training) {
        Training read = new Training(
                training.take("trainer", String.class),
                TrainingBasis.valueOf(training.take("basis", String.class)),
                training.take("data", String.class),
                training.take("dataSha256", String.class),
                training.take("rows", Number.class).longValue(),
                training.take("positives", Number.class).longValue(),
                training.optional("period"),
                training.take("split", String.class),
                training.take("seed", Number.class).longValue(),
                training.decimal("calibrationSlope"),
                training.decimal("calibrationOffset"),
                metrics(training.object("metrics").all(JsonFields.class)));
        training.end();
        return read;
    }

    private static Map<String, Metric> metrics(Map<String, JsonFields> metrics) {
        Map<String, Metric> read = new LinkedHashMap<>();
        for (Map.Entry<String, JsonFields> entry : metrics.entrySet()) {
            JsonFields metric = entry.getValue();
            read.put(
                    entry.getKey(), new Metric(metric.decimal("value"), metric.decimal("low"), metric.decimal("high")));
            metric.end();
        }
        return read;
    }

    private static List<FeatureTable> features(List<JsonFields> features) {
        List<FeatureTable> read = new ArrayList<>(features.size());
        for (JsonFields feature : features) {
            read.add(new FeatureTable(
                    feature.take("name", String.class),
                    Kind.valueOf(feature.take("kind", String.class)),
                    feature.decimals("cuts"),
                    feature.list("categories", String.class),
                    feature.decimals("weights"),
                    feature.list("reference", Integer.class),
                    feature.take("label", String.class),
                    feature.take("raises", String.class),
                    feature.take("lowers", String.class),
                    feature.take("evidence", String.class)));
            feature.end();
        }
        return read;
    }

    private static List<PairTable> pairs(List<JsonFields> pairs) {
        List<PairTable> read = new ArrayList<>(pairs.size());
        for (JsonFields pair : pairs) {
            read.add(new PairTable(
                    pair.take("first", String.class),
                    pair.take("second", String.class),
                    pair.list("firstGroups", Integer.class),
                    pair.list("secondGroups", Integer.class),
                    pair.rows("weights")));
            pair.end();
        }
        return read;
    }

    private static List<Golden> golden(List<JsonFields> golden) {
        List<Golden> read = new ArrayList<>(golden.size());
        for (JsonFields one : golden) {
            read.add(new Golden(one.object("values").all(Object.class), one.decimal("logOdds")));
            one.end();
        }
        return read;
    }
}
