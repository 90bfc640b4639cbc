package io.leadservice.scoring;

import io.leadservice.lead.IsoTime;
import io.leadservice.lead.Place;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How and when a lead came in, and how much of it is filled in. */
final class ArrivalFeatures {

    /** The optional fields that a quote commonly asks for, without those that no score may read. */
    private static final Map<Vertical, List<String>> DETAILS = Map.of(
            Vertical.AUTO, List.of("vin", "primaryUse", "ownership", "annualMileage", "accidents", "violations"),
            Vertical.HOME, List.of("occupancy", "constructionType", "roofAge", "securitySystem", "claims"),
            Vertical.HEALTH, List.of("householdSize", "preferredDeductible", "qualifyingLifeEvent", "currentlyInsured"),
            Vertical.LIFE, List.of("termYears", "occupation", "income", "currentlyInsured"),
            Vertical.RENTERS, List.of("liabilityLimit", "securitySystem", "claims", "moveInDate", "currentlyInsured"),
            Vertical.COMMERCIAL, List.of("yearsInBusiness", "payroll", "locations", "vehicles", "claims", "naics"));

    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Bands HOURS = Bands.from(0, 6, 9, 12, 15, 18, 21);
    private static final Bands MINUTES = Bands.from(0, 1, 5, 15, 60, 240, 1440, 10_080, 43_200);
    private static final Bands PERCENT = Bands.from(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
    private static final double ALL = 100.0;

    private ArrivalFeatures() {}

    static List<LeadFeature> of(Vertical vertical) {
        List<String> details = DETAILS.getOrDefault(vertical, List.of());
        return List.of(
                new LeadFeature(
                        "traffic", lead -> lead.lead().source().trafficSource().map(TrafficFamilies::of)),
                new LeadFeature("consent", lead -> Optional.of(consentKind(consent(lead)))),
                new LeadFeature("consent_age_minutes", ArrivalFeatures::consentAge),
                new LeadFeature("hour", lead -> HOURS.band(local(lead).getHour())),
                new LeadFeature(
                        "weekday",
                        lead -> Optional.of(
                                WEEKDAYS.get(local(lead).getDayOfWeek().getValue() - 1))),
                new LeadFeature("details_percent", lead -> filled(lead, details)));
    }

    private static Map<?, ?> consent(ValidatedLead lead) {
        return lead.lead().further().values().get("consent") instanceof Map<?, ?> consent ? consent : Map.of();
    }

    private static String consentKind(Map<?, ?> consent) {
        if (consent.containsKey("trustedFormCertUrl") || consent.containsKey("jornayaLeadId")) {
            return "certified";
        }
        return consent.get("tcpa") instanceof Boolean given && given ? "given" : "none";
    }

    /** How old the lead was when it arrived: the consent is given when the form is sent. */
    private static Optional<Long> consentAge(ValidatedLead lead) {
        return consent(lead).get("timestamp") instanceof String text
                ? IsoTime.instant(text)
                        .map(given -> Duration.between(given, lead.lead().receivedAt()))
                        .filter(age -> !age.isNegative())
                        .flatMap(age -> MINUTES.band(age.toMinutes()))
                : Optional.empty();
    }

    /** Where the ZIP lies, or where most people of the state live. */
    private static ZonedDateTime local(ValidatedLead lead) {
        return lead.lead()
                .receivedAt()
                .atZone(lead.enrichment()
                        .place()
                        .flatMap(Place::timeZone)
                        .flatMap(StateZones::named)
                        .orElseGet(() ->
                                StateZones.of(lead.lead().contact().address().state())));
    }

    private static Optional<Long> filled(ValidatedLead lead, List<String> details) {
        Map<String, Object> values = lead.lead().verticalData().values();
        int filled = 0;
        for (String detail : details) {
            filled += values.containsKey(detail) ? 1 : 0;
        }
        return PERCENT.band(ALL * filled / details.size());
    }
}
