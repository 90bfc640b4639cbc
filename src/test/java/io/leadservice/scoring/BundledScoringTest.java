package io.leadservice.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leadservice.lead.ModelSlot;
import io.leadservice.lead.Score;
import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.Models.Role;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledScoringTest {

    private static final Models MODELS = Models.bundled();

    private final EmbeddedScorer scorer = new EmbeddedScorer(MODELS, ModelWatch.NONE);

    @Test
    void sumsInterceptAndEffectsToTheLogOddsOfAnyLead() {
        Random random = new Random(20260615);
        for (int i = 0; i < 10_000; i++) {
            ValidatedLead lead = SampleLeads.any(random);

            Score score = score(lead);

            double sum = score.intercept()
                    + score.reasons().stream().mapToDouble(Score.Reason::effect).sum();
            assertThat(sum)
                    .isCloseTo(
                            MODELS.of(lead.lead().vertical())
                                    .champion()
                                    .logOdds(score.features().values().values()),
                            within(1e-9));
            assertThat(1 / (1 + Math.exp(-sum))).isCloseTo(score.probability(), within(1e-9));
            assertThat(score.reasons()).hasSizeLessThanOrEqualTo(9);
            assertThat(score.reasons().stream().filter(reason -> reason.effect() > 0 && !isRest(reason)))
                    .hasSizeLessThanOrEqualTo(4);
            assertThat(score.reasons().stream()
                            .filter(reason -> !isRest(reason))
                            .map(reason -> -Math.abs(reason.effect()))
                            .toList())
                    .isSorted();
            assertThat(score.tier()).isEqualTo(Score.Tier.of(score.percentile()));
        }
    }

    @ParameterizedTest
    @EnumSource(Vertical.class)
    void saysWhatItIsTrainedOn(Vertical vertical) {
        Score score = score(SampleLeads.plain(vertical, Map.of()));

        assertThat(score.model().basis()).isEqualTo(TrainingBasis.GENERATED);
        assertThat(score.model().basis().notice()).contains("has not been shown to predict your conversions");
        assertThat(score.model().basis().calibrated()).isFalse();
        assertThat(score.model().source()).isEqualTo("embedded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone.invalid",
                "phone.fictional",
                "email.disposable",
                "email.domain_typo",
                "address.zip_unknown",
                "address.zip_state_mismatch",
                "device.ip_bogon"
            })
    void ranksALeadWithADoubtfulContactBelowTheSameWithout(String code) {
        for (Vertical vertical : Vertical.values()) {
            Score clean = score(SampleLeads.plain(vertical, Map.of()));
            Score doubtful = score(SampleLeads.plain(vertical, Map.of(), code));

            assertThat(doubtful.probability()).isLessThan(clean.probability());
        }
    }

    @Test
    void reachesEveryTier() {
        Random random = new Random(7);

        assertThat(random.ints(3_000)
                        .mapToObj(any -> score(SampleLeads.any(random)).tier()))
                .contains(Score.Tier.values());
    }

    @Test
    void keepsTheOldModelWhereTheNewOneFailsItsChecksAndSaysSo() throws Exception {
        Models models = Models.bundled();
        ModelSlot slot = ModelSlot.conversion(Vertical.AUTO);
        byte[] auto = Models.resource(Vertical.AUTO);
        String version = models.of(Vertical.AUTO).champion().model().version();
        byte[] altered = new String(auto, StandardCharsets.UTF_8)
                .replaceFirst("\"seed\" : [0-9]+", "\"seed\" : 0")
                .getBytes(StandardCharsets.UTF_8);
        Object before = models.of(Vertical.AUTO).champion();

        assertThat(models.use(slot, Role.CHAMPION, version, altered)).isPresent();
        assertThat(models.of(Vertical.AUTO).champion()).isSameAs(before);
        assertThat(models.fault()).hasValueSatisfying(fault -> assertThat(fault).contains("auto", "altered"));
        assertThat(models.use(ModelSlot.conversion(Vertical.HOME), Role.CHALLENGER, version, auto))
                .isPresent();
        models.drop(ModelSlot.conversion(Vertical.HOME), Role.CHALLENGER);
        assertThat(models.use(ModelSlot.returnRisk(Vertical.AUTO), Role.CHAMPION, version, auto))
                .as("made for another place")
                .isPresent();
        models.drop(ModelSlot.returnRisk(Vertical.AUTO), Role.CHAMPION);
        assertThat(models.use(slot, Role.CHALLENGER, "another", auto))
                .as("of another version")
                .isPresent();
        models.drop(slot, Role.CHALLENGER);
        assertThat(models.fault()).as("of the champion still").isPresent();

        assertThat(models.use(slot, Role.CHAMPION, version, auto)).isEmpty();
        assertThat(models.of(Vertical.AUTO).champion()).isNotSameAs(before);
        assertThat(models.fault()).isEmpty();
        models.drop(slot, Role.CHAMPION);
        assertThat(models.of(Vertical.AUTO).champion()).isSameAs(before);
    }

    private Score score(ValidatedLead lead) {
        FeatureSchema schema = FeatureSchema.of(lead.lead().vertical());
        return scorer.score(new ScorableLead(lead, schema.vector(lead)));
    }

    private static boolean isRest(Score.Reason reason) {
        return reason.code().equals("ALL_OTHERS");
    }
}
