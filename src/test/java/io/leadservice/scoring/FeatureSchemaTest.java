package io.leadservice.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureSchemaTest {

    @Test
    void readsAnyLeadIntoShortWordsAndWholeNumbers() {
        Random random = new Random(20260615);
        for (int i = 0; i < 5_000; i++) {
            ValidatedLead lead = SampleLeads.any(random);

            FeatureSchema schema = FeatureSchema.of(lead.lead().vertical());
            FeatureVector vector = schema.vector(lead);

            assertThat(schema.names()).containsAll(vector.values().values().keySet());
            assertThat(vector.values().values().values())
                    .allSatisfy(value -> assertThat(
                                    value instanceof Long || value instanceof String text && text.length() <= 16)
                            .isTrue());
            assertThat(vector).isEqualTo(schema.vector(lead));
        }
    }

    @ParameterizedTest
    @EnumSource(Vertical.class)
    void givesTheSameVectorToPeopleWhoDifferOnlyInWhatNobodyMustBeJudgedBy(Vertical vertical) {
        Map<String, Object> personal = Map.of(
                "tobacco",
                true,
                "preExistingConditions",
                true,
                "medications",
                List.of("x"),
                "conditions",
                List.of("x"),
                "heightInches",
                60L,
                "weightPounds",
                300L,
                "gender",
                "F",
                "maritalStatus",
                "SINGLE");
        FeatureSchema schema = FeatureSchema.of(vertical);

        FeatureVector plain = schema.vector(SampleLeads.plain(vertical, Map.of()));
        FeatureVector other = schema.vector(
                SampleLeads.lead(vertical, "Kwame", "IA", Optional.of(35), personal, Optional.of("organic"), Map.of()));

        assertThat(other).isEqualTo(plain);
    }

    @Test
    void keepsNoTextOfTheSenderThatIsNoKnownWord() {
        FeatureVector vector = FeatureSchema.of(Vertical.AUTO)
                .vector(SampleLeads.plain(
                        Vertical.AUTO, Map.of("ownership", "ask Ann Rivera", "primaryUse", "Commute")));

        assertThat(vector.values().text("ownership")).contains("other");
        assertThat(vector.values().text("primary_use")).contains("commute");
    }

    @Test
    void coarsensNumbersToTheLowerEndOfTheirBand() {
        FeatureVector vector = FeatureSchema.of(Vertical.AUTO)
                .vector(SampleLeads.plain(
                        Vertical.AUTO,
                        Map.of("vehicleYear", 2015L, "accidents", 1L, "violations", 9L, "annualMileage", 14_999L)));

        assertThat(vector.values().integer("age")).contains(35L);
        assertThat(vector.values().integer("vehicle_age")).contains(10L);
        assertThat(vector.values().integer("incidents")).contains(4L);
        assertThat(vector.values().integer("annual_mileage")).contains(12_500L);
    }

    @Test
    void hashesTheCanonicalFormOfVerticalVersionAndEveryFeature() {
        FeatureVector one = FeatureSchema.of(Vertical.HOME).vector(SampleLeads.plain(Vertical.HOME, Map.of()));
        FeatureVector other =
                FeatureSchema.of(Vertical.HOME).vector(SampleLeads.plain(Vertical.HOME, Map.of("claims", 1L)));

        assertThat(one.hash()).matches("sha256:[0-9a-f]{64}").isNotEqualTo(other.hash());
    }

    @Test
    void sortsTrafficByTheWholeNameOrItsFirstKnownWord() {
        assertThat(List.of("google_ads", "Organic", "FB", "call-in", "tv", "partner 17", "zzz", ""))
                .extracting(TrafficFamilies::of)
                .containsExactly("search", "search", "social", "call_in", "media", "affiliate", "other", "other");
    }
}
