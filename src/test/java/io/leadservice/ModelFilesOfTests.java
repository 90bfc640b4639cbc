package io.leadservice;

import io.leadservice.lead.Bytes;
import io.leadservice.lead.ModelSlot;
import io.leadservice.lead.TrainingBasis;
import io.leadservice.pipeline.ModelList.Registered;
import io.leadservice.scoring.model.ModelException;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFile.Golden;
import io.leadservice.scoring.model.ModelFile.Training;
import io.leadservice.scoring.model.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sound models for tests: the bundled one of a vertical, whose log-odds are moved. */
final class ModelFilesOfTests {

    private ModelFilesOfTests() {}

    static Bytes moved(ModelSlot slot, String version, double by) throws IOException, ModelException {
        String path = "/models/" + slot.vertical().name().toLowerCase(Locale.ROOT) + ".json";
        try (InputStream in = ModelFilesOfTests.class.getResourceAsStream(path)) {
            ModelFile file = ModelFiles.parse(in.readAllBytes());
            Training made = file.training();
            return new Bytes(ModelFiles.write(new ModelFile(
                    file.format(),
                    slot.name(),
                    version,
                    file.vertical(),
                    file.featureVersion(),
                    new Training(
                            made.trainer(),
                            TrainingBasis.OPERATOR,
                            made.data(),
                            made.dataSha256(),
                            made.rows(),
                            made.positives(),
                            made.period(),
                            made.split(),
                            made.seed(),
                            made.calibrationSlope(),
                            made.calibrationOffset(),
                            made.metrics()),
                    file.intercept() + by,
                    file.features(),
                    file.pairs(),
                    file.percentiles(),
                    file.golden().stream()
                            .map(golden -> new Golden(golden.values(), golden.logOdds() + by))
                            .toList(),
                    "")));
        }
    }

    static Registered registered(ModelSlot slot, String version) {
        return new Registered(
                slot.name(),
                version,
                "0",
                Instant.EPOCH,
                "test",
                "bound",
                TrainingBasis.OPERATOR,
                2_000,
                300,
                Optional.of("2026-01-01 to 2026-02-01"),
                Map.of("auc", 0.7));
    }
}
