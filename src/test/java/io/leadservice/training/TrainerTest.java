package io.leadservice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

    /** What every JDK must make of the same rows; changes with the trainer, and then its name has to. */
    private static final String HASH = "829d58bdfba7ae0723b1cb6a27a949bb93819d9a95a17af7cf64ff80f688a394";

    private static final Dataset DATA = Rows.draw(6_000, 11);
    private static Trained trained;

    @BeforeAll
    static void trainsOnRowsWithAKnownLaw() throws DeniedException {
        trained = train(DATA, 5);
    }

    @Test
    void findsTheLaw() {
        // 1,500 test rows: one standard error of an AUC is some 0.014.
        assertThat(trained.metrics().get(Quality.AUC).value()).isGreaterThan(Rows.bestAuc(6_000, 11) - 0.03);
        assertThat(trained.metrics().get(Quality.ECE).value()).isLessThan(0.04);
        assertThat(trained.metricsWithGaps().get(Quality.AUC).value())
                .isBetween(0.62, trained.metrics().get(Quality.AUC).value());
        assertThat(trained.file().pairs())
                .anySatisfy(pair ->
                        assertThat(List.of(pair.first(), pair.second())).containsExactlyInAnyOrder("x", "kind"));
    }

    @Test
    void makesTheSameFileOnEveryJdk() throws DeniedException {
        byte[] content = ModelFiles.write(trained.file());

        assertThat(ModelFiles.write(train(DATA, 5).file())).isEqualTo(content);
        assertThat(ModelFiles.write(train(DATA, 6).file())).isNotEqualTo(content);
        assertThat(Hashes.sha256(content)).isEqualTo(HASH);
    }

    @Test
    void centresEveryTableOnTheTrainingRows() {
        ModelFile file = trained.file();

        assertThat(file.features()).allSatisfy(feature -> {
            double mean = 0;
            for (int bin = 0; bin < feature.weights().size(); bin++) {
                mean += feature.weights().get(bin) * feature.reference().get(bin) / 10_000;
            }
            assertThat(mean).isBetween(-0.001, 0.001);
        });
    }

    @Test
    void writesAFileThatPassesItsOwnChecks() throws Exception {
        byte[] content = ModelFiles.write(trained.file());

        assertThat(ModelFiles.read(content)
                        .logOdds(trained.file().golden().get(0).values()))
                .isEqualTo(trained.file().golden().get(0).logOdds());
        assertThat(content.length).isLessThan(ModelFiles.MAX_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gender",
                "Sex",
                "marital_status",
                "MaritalStatus",
                "race",
                "Religion",
                "nationality",
                "primary language",
                "disability",
                "pre_existing",
                "tobacco",
                "heightInches",
                "first_name",
                "LastName",
                "customer-name",
                "email",
                "zip",
                "zip3",
                "zipCode",
                "street",
                "credit_score",
                "ficoBand",
                "call_duration",
                "disposition",
                "outcome",
                "quoted",
                "dateOfBirth",
                "ssn",
                "dependents",
                "sexual_orientation",
                "countryOfBirth"
            })
    void failsOnAColumnThatNoModelMayRead(String name) {
        Dataset denied = new Dataset(
                List.of(DATA.columns().get(0), Column.ofNumbers(name, new double[DATA.rows()])),
                DATA.outcome(),
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> train(denied, 1))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining(name);
    }

    @Test
    void refusesRowsWithOneOutcomeOnly() {
        Dataset oneSided =
                new Dataset(DATA.columns(), new Outcomes(new boolean[DATA.rows()]), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> train(oneSided, 1)).hasMessageContaining("both outcomes");
    }

    private static Trained train(Dataset data, long seed) throws DeniedException {
        Plan plan = new Plan("test", "1", Optional.empty(), TrainingBasis.PUBLIC, "drawn", "00", seed, Map.of());
        return new Trainer(plan, Progress.SILENT).train(data, 0);
    }
}
