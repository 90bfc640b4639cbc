package io.leadservice.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leadservice.lead.Address;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Contact;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Score;
import io.leadservice.lead.Severity;
import io.leadservice.lead.Source;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScorecardTest {

    private static final List<String> CODES = List.of(
            "phone.invalid",
            "phone.fictional",
            "email.disposable",
            "email.domain_typo",
            "address.zip_unknown",
            "address.zip_state_mismatch",
            "other.code");
    private static final List<String> FIELDS = List.of(
            "vin",
            "primaryUse",
            "accidents",
            "occupancy",
            "claims",
            "householdSize",
            "income",
            "pets",
            "payroll",
            "own");
    private static final List<String> TRAFFIC = List.of("organic", "FACEBOOK", "tv", "google_ads", "affiliate");

    private final Scorecard scorecard = Scorecard.standard();

    @Test
    void sumsInterceptAndEffectsToTheLogitOfTheValue() {
        Random random = new Random(20260615);
        for (int i = 0; i < 5_000; i++) {
            Score score = scorecard.score(anyLead(random));

            double sum = score.intercept()
                    + score.reasons().stream().mapToDouble(Score.Reason::effect).sum();
            assertThat(Math.log(score.value() / (1 - score.value()))).isCloseTo(sum, within(1e-9));
        }
    }

    @Test
    void bandsTheValueAtThreeQuartersAHalfAndAQuarter() {
        Random random = new Random(7);
        Stream.generate(() -> scorecard.score(anyLead(random)))
                .limit(5_000)
                .forEach(score -> assertThat(score.tier())
                        .isEqualTo(
                                score.value() >= 0.75
                                        ? Score.Tier.A
                                        : score.value() >= 0.5
                                                ? Score.Tier.B
                                                : score.value() >= 0.25 ? Score.Tier.C : Score.Tier.D));
    }

    @Test
    void reachesEveryTier() {
        Random random = new Random(7);

        assertThat(Stream.generate(() -> scorecard.score(anyLead(random)).tier())
                        .limit(5_000))
                .contains(Score.Tier.values());
    }

    @ParameterizedTest
    @EnumSource(Vertical.class)
    void ordersReasonsByStrengthAndRanksADoubtfulContactBelowACleanOne(Vertical vertical) {
        Score clean = scorecard.score(lead(vertical, person("Ann", "IA", "50160"), Map.of(), "organic", true));
        Score doubtful = scorecard.score(lead(
                vertical,
                person("Ann", "IA", "50160"),
                Map.of(),
                "organic",
                true,
                "phone.invalid",
                "email.disposable"));

        assertThat(doubtful.value()).isLessThan(clean.value());
        assertThat(doubtful.reasons().stream()
                        .map(reason -> -Math.abs(reason.effect()))
                        .toList())
                .isSorted();
    }

    @ParameterizedTest
    @EnumSource(Vertical.class)
    void readsNothingThatAPersonMustNotBeJudgedBy(Vertical vertical) {
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
                "SINGLE",
                "drivers",
                List.of(Map.of("gender", "F", "maritalStatus", "SINGLE")));
        Score plain = scorecard.score(lead(vertical, person("Ann", "IA", "50160"), Map.of(), "tv", false));
        Score other = scorecard.score(lead(vertical, person("Kwame", "MS", "38614"), personal, "tv", false));

        assertThat(other).isEqualTo(plain);
    }

    @Test
    void saysThatItRestsOnJudgement() {
        assertThat(scorecard.score(anyLead(new Random(1))).model())
                .isEqualTo(new Score.Model("scorecard", "1", "embedded", "JUDGEMENT"));
    }

    private static ValidatedLead anyLead(Random random) {
        Map<String, Object> data = new HashMap<>();
        FIELDS.stream().filter(field -> random.nextBoolean()).forEach(field -> data.put(field, 1L));
        if (random.nextBoolean()) {
            data.put("currentlyInsured", random.nextBoolean());
        }
        String[] codes = CODES.stream().filter(code -> random.nextInt(4) == 0).toArray(String[]::new);
        Vertical vertical = Vertical.values()[random.nextInt(Vertical.values().length)];
        String traffic = TRAFFIC.get(random.nextInt(TRAFFIC.size()));
        return lead(vertical, person("Ann", "IA", "50160"), data, traffic, random.nextBoolean(), codes);
    }

    private static Contact person(String name, String state, String zip) {
        return new Contact(
                name,
                "Rivera",
                "ann@example.com",
                "3197686991",
                Optional.of(LocalDate.parse("1990-08-17")),
                new Address(Optional.empty(), Optional.empty(), state, zip),
                Optional.empty(),
                Attributes.empty());
    }

    private static ValidatedLead lead(
            Vertical vertical,
            Contact person,
            Map<String, Object> data,
            String traffic,
            boolean tcpa,
            String... codes) {
        Map<String, Object> further = Map.of("consent", Map.of("tcpa", tcpa));
        Lead lead = new Lead(
                "lead-1",
                "gateway",
                Instant.parse("2026-06-15T12:00:00Z"),
                vertical,
                person,
                new Attributes(data),
                new Source(Optional.of(traffic), Optional.empty(), Optional.empty(), false),
                new Attributes(further));
        List<Finding> findings = Stream.of(codes)
                .map(code -> new Finding(code, Severity.FLAG, "", ""))
                .toList();
        return new ValidatedLead(lead, new Enrichment("ann@example.com", Optional.empty(), Optional.of(35)), findings);
    }
}
