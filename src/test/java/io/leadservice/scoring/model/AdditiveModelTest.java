package io.leadservice.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.Score;
import io.leadservice.lead.Score.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdditiveModelTest {

    private final AdditiveModel model = new AdditiveModel(TestModels.small());

    @Test
    void addsInterceptFeaturesAndPairs() {
        assertThat(model.logOdds(Map.of("age", 20L, "kind", "a"))).isEqualTo(-2.199999);
        assertThat(model.logOdds(Map.of("age", 30L, "kind", "b"))).isEqualTo(-1.85);
    }

    @Test
    void takesWhatIsMissingUnseenOrOfAnotherTypeForMissing() {
        double missing = -2.1;

        assertThat(model.logOdds(Map.of())).isEqualTo(missing);
        assertThat(model.logOdds(Map.of("age", "30", "kind", 1L))).isEqualTo(missing);
        assertThat(model.logOdds(Map.of("age", Double.NaN, "kind", "unseen"))).isEqualTo(missing);
        assertThat(model.logOdds(Map.of("age", Double.POSITIVE_INFINITY))).isEqualTo(-1.75);
        assertThat(model.logOdds(Map.of("age", Double.NEGATIVE_INFINITY))).isEqualTo(-2.5);
        assertThat(model.logOdds(Map.of("age", List.of(), "kind", Map.of()))).isEqualTo(missing);
    }

    @Test
    void givesHalfOfAPairToEachFeatureAndTheOddMillionthToTheFirst() {
        Score score = score(Map.of("age", 20L, "kind", "a"));

        assertThat(score.reasons())
                .containsExactly(
                        new Reason("AUTO_AGE", -0.499999, "age lowers"), new Reason("AUTO_KIND", 0.3, "kind raises"));
        assertThat(score.intercept()).isEqualTo(-2);
    }

    @Test
    void saysOfAMissingValueThatItIsNotTold() {
        assertThat(score(Map.of("kind", "a")).reasons()).contains(new Reason("AUTO_AGE", -0.1, "the age is not told"));
    }

    @Test
    void namesFourReasonsEachWayAndSumsUpTheRest() {
        List<FeatureTable> features = IntStream.range(0, 12)
                .mapToObj(i -> new FeatureTable(
                        "f" + i,
                        FeatureTable.Kind.CATEGORY,
                        List.of(),
                        List.of("x"),
                        List.of((i % 2 == 0 ? 1 : -1) * (i + 1) / 100.0, 0.0),
                        List.of(10_000, 0),
                        "f",
                        "up",
                        "down",
                        "judgement: a test"))
                .toList();
        AdditiveModel wide = new AdditiveModel(TestModels.file(features, List.of(), List.of()));
        Map<String, Object> values = new HashMap<>();
        features.forEach(feature -> values.put(feature.name(), "x"));

        List<Reason> reasons =
                wide.score(new FeatureVector(new Attributes(values), "h")).reasons();

        assertThat(reasons)
                .extracting(Reason::code)
                .containsExactly(
                        "AUTO_F11",
                        "AUTO_F10",
                        "AUTO_F9",
                        "AUTO_F8",
                        "AUTO_F7",
                        "AUTO_F6",
                        "AUTO_F5",
                        "AUTO_F4",
                        "ALL_OTHERS");
        assertThat(reasons.get(8).effect()).isCloseTo(0.01 - 0.02 + 0.03 - 0.04, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"-9, 0, D", "-2.98, 1, D", "-2.970001, 1, D", "-2.5, 25, C", "-1.5, 75, A", "-1, 100, A", "9, 100, A"})
    void ranksLogOddsAmongTheReferenceLeads(double logOdds, int percentile, Score.Tier tier) {
        assertThat(model.percentileOf(logOdds)).isEqualTo(percentile);
        assertThat(Score.Tier.of(percentile)).isEqualTo(tier);
    }

    private Score score(Map<String, Object> values) {
        return model.score(new FeatureVector(new Attributes(values), "h"));
    }
}
