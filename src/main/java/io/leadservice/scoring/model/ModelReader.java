package io.leadservice.scoring.model;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.FeatureTable.Kind;
import io.leadservice.scoring.model.ModelFile.Golden;
import io.leadservice.scoring.model.ModelFile.Metric;
import io.leadservice.scoring.model.ModelFile.Training;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
        return whole(JsonFields.read(content), ModelReader::file);
    }

    private static ModelFile file(JsonFields file) {
        return new ModelFile(
                file.take("format", Integer.class),
                file.take("id", String.class),
                file.take("version", String.class),
                file.optional("vertical").map(Vertical::valueOf),
                file.take("featureVersion", Integer.class),
                whole(file.object("training"), ModelReader::training),
                file.decimal("intercept"),
                objects(file, "features", ModelReader::feature),
                objects(file, "pairs", ModelReader::pair),
                file.decimals("percentiles"),
                objects(file, "golden", ModelReader::golden),
                file.take("sha256", String.class));
    }

    private static Training training(JsonFields training) {
        return new Training(
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
                metrics(training.object("metrics")));
    }

    private static Map<String, Metric> metrics(JsonFields metrics) {
        Map<String, Metric> all = new LinkedHashMap<>();
        metrics.all(JsonFields.class).forEach((name, metric) -> all.put(name, whole(metric, ModelReader::metric)));
        return all;
    }

    private static Metric metric(JsonFields metric) {
        return new Metric(metric.decimal("value"), metric.decimal("low"), metric.decimal("high"));
    }

    private static FeatureTable feature(JsonFields feature) {
        return new FeatureTable(
                feature.take("name", String.class),
                Kind.valueOf(feature.take("kind", String.class)),
                feature.decimals("cuts"),
                feature.list("categories", String.class),
                feature.decimals("weights"),
                feature.list("reference", Integer.class),
                feature.take("label", String.class),
                feature.take("raises", String.class),
                feature.take("lowers", String.class),
                feature.take("evidence", String.class));
    }

    private static PairTable pair(JsonFields pair) {
        return new PairTable(
                pair.take("first", String.class),
                pair.take("second", String.class),
                pair.list("firstGroups", Integer.class),
                pair.list("secondGroups", Integer.class),
                pair.rows("weights"));
    }

    private static Golden golden(JsonFields golden) {
        return new Golden(golden.object("values").all(Object.class), golden.decimal("logOdds"));
    }

    private static <T> List<T> objects(JsonFields fields, String name, Function<JsonFields, T> reading) {
        return fields.list(name, JsonFields.class).stream()
                .map(item -> whole(item, reading))
                .toList();
    }

    /** What is read of an object that has nothing more. */
    private static <T> T whole(JsonFields fields, Function<JsonFields, T> reading) {
        T read = reading.apply(fields);
        fields.end();
        return read;
    }
}
