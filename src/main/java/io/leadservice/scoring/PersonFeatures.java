package io.leadservice.scoring;

import static io.leadservice.scoring.VerticalFields.category;
import static io.leadservice.scoring.VerticalFields.number;

import io.leadservice.lead.ValidatedLead;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a model reads of a HEALTH and of a LIFE lead; nothing of the person's health. */
final class PersonFeatures {

    private static final Bands PERSONS = Bands.from(1, 2, 3, 4, 5, 6);
    private static final Bands DEDUCTIBLE = Bands.from(0, 500, 1_000, 2_000, 3_000, 5_000, 8_000);
    private static final Bands COVERAGE =
            Bands.from(0, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 750_000, 1_000_000);
    private static final Bands TERM = Bands.from(0, 10, 15, 20, 25, 30);
    private static final Bands DAYS_LEFT = Bands.from(0, 1, 8, 15, 31, 46);

    /** Open enrollment of the federal marketplace, 45 CFR 155.410: 1 November to 15 January. */
    private static final MonthDay OPENS = MonthDay.of(11, 1);

    private static final MonthDay CLOSES = MonthDay.of(1, 15);

    static final List<LeadFeature> HEALTH = Stream.concat(
                    VerticalFields.cover().stream(),
                    Stream.of(
                            category("coverage_type", "coverageType", "individual", "family", "medicare"),
                            VerticalFields.of("persons", PersonFeatures::persons),
                            VerticalFields.of("qualifying_event", PersonFeatures::qualifyingEvent),
                            VerticalFields.of("enrollment_days_left", PersonFeatures::enrollmentDaysLeft),
                            number("deductible", "preferredDeductible", DEDUCTIBLE)))
            .toList();

    static final List<LeadFeature> LIFE = Stream.concat(
                    VerticalFields.cover().stream(),
                    Stream.of(
                            category("coverage_type", "coverageType", "term", "whole", "universal", "final_expense"),
                            number("coverage_amount", "coverageAmount", COVERAGE),
                            number("term_years", "termYears", TERM)))
            .toList();

    private PersonFeatures() {}

    /** How many the policy is to cover: the size of the product. */
    private static Optional<Long> persons(ValidatedLead lead) {
        Optional<Double> household = VerticalFields.number(lead, "householdSize");
        return household
                .or(() -> VerticalFields.number(lead, "dependents").map(dependents -> dependents + 1))
                .flatMap(PERSONS::band);
    }

    /** Whether there is one; which one is nobody's business here. */
    private static Optional<String> qualifyingEvent(ValidatedLead lead) {
        Object value = lead.lead().verticalData().values().get("qualifyingLifeEvent");
        if (value instanceof Boolean flag) {
            return Optional.of(VerticalFields.yesNo(flag));
        }
        return value instanceof String text ? Optional.of(VerticalFields.yesNo(!text.isBlank())) : Optional.empty();
    }

    /** 0 outside of open enrollment. */
    private static Optional<Long> enrollmentDaysLeft(ValidatedLead lead) {
        LocalDate day = VerticalFields.arrival(lead);
        MonthDay today = MonthDay.from(day);
        if (!today.isBefore(OPENS)) {
            return DAYS_LEFT.band(1 + ChronoUnit.DAYS.between(day, CLOSES.atYear(day.getYear() + 1)));
        }
        return DAYS_LEFT.band(
                today.isAfter(CLOSES) ? 0 : 1 + ChronoUnit.DAYS.between(day, CLOSES.atYear(day.getYear())));
    }
}
