package io.leadservice.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.FeatureSchema;
import io.leadservice.scoring.model.FeatureTable;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFiles;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BundledModelsTest {

    @ParameterizedTest
    @EnumSource(Vertical.class)
    void isTrainedOnTheGeneratorThatStandsBesideIt(Vertical vertical) throws Exception {
        ModelFile file = file(vertical);

        assertThat(file.training().dataSha256()).isEqualTo(Hashes.sha256(GeneratorFile.bytes(vertical)));
        assertThat(file.training().trainer()).isEqualTo(Trainer.NAME);
        assertThat(file.training().basis()).isEqualTo(TrainingBasis.GENERATED);
        assertThat(file.training().metrics()).isEmpty();
        assertThat(file.training().rows()).isEqualTo(80_000);
        assertThat(file.features())
                .extracting(FeatureTable::name)
                .isEqualTo(FeatureSchema.of(vertical).names());
    }

    @ParameterizedTest
    @EnumSource(Vertical.class)
    void findsTheAssumptionsAgainOnFreshLeads(Vertical vertical) throws Exception {
        BundledTraining training = new BundledTraining(vertical);

        assertThat(training.truth(file(vertical)))
                .matches(Truth::passes, "within 0.01 of the best AUC, slope 0.95 to 1.05");
    }

    @ParameterizedTest
    @EnumSource(Vertical.class)
    void hasEvidenceForEachEffectAndReadsNothingDenied(Vertical vertical) {
        GeneratorFile generator = GeneratorFile.load(vertical);

        assertThat(generator.features())
                .allSatisfy(feature ->
                        assertThat(feature.evidence()).matches("(judgement|real:[a-z-]+|none).*: .+|none: .+"));
        assertThat(generator.pairs())
                .allSatisfy(pair -> assertThat(pair.evidence()).startsWith("judgement: "));
        assertThat(FeatureSchema.of(vertical).names())
                .noneMatch(name -> DenyList.reason(name).isPresent());
    }

    @ParameterizedTest
    @EnumSource(Vertical.class)
    void hasACardThatIsMadeOfItAndClaimsNoAccuracy(Vertical vertical) throws Exception {
        String card =
                Files.readString(Path.of("docs/model-cards/" + vertical.name().toLowerCase(Locale.ROOT) + ".md"));

        assertThat(card)
                .isEqualTo(ModelCard.of(file(vertical), Map.of(), Map.of()))
                .contains("Trained on generated leads", "has not been shown to predict your conversions")
                .doesNotContain("| auc |");
    }

    @ParameterizedTest
    @EnumSource(Vertical.class)
    void drawsTheSameLeadsForTheSameSeed(Vertical vertical) {
        GeneratorFile generator = GeneratorFile.load(vertical);
        Generator drawing = new Generator(generator);

        assertThat(drawing.draw(50, 7).data().values(49))
                .isEqualTo(drawing.draw(50, 7).data().values(49));
        assertThat(drawing.draw(20_000, 7).data().outcome().positives() / 20_000.0)
                .isBetween(generator.baseRate() - 0.01, generator.baseRate() + 0.01);
    }

    private static ModelFile file(Vertical vertical) throws Exception {
        String path = "models/" + vertical.name().toLowerCase(Locale.ROOT) + ".json";
        try (InputStream in = BundledModelsTest.class.getClassLoader().getResourceAsStream(path)) {
            return ModelFiles.parse(Optional.ofNullable(in).orElseThrow().readAllBytes());
        }
    }
}
