package io.leadservice.scoring;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.Score.Reason;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The lines of the standard scorecard, with their points in log-odds. */
final class Features {

    /** The optional fields of each vertical that a quote commonly asks for, without those that no score may read. */
    private static final Map<Vertical, List<String>> DEPTH = Map.of(
            Vertical.AUTO, List.of("vin", "primaryUse", "ownership", "annualMileage", "accidents", "violations"),
            Vertical.HOME, List.of("occupancy", "constructionType", "roofAge", "securitySystem", "claims"),
            Vertical.HEALTH, List.of("householdSize", "householdIncome", "preferredDeductible"),
            Vertical.LIFE, List.of("termYears", "occupation", "income", "beneficiaries"),
            Vertical.RENTERS, List.of("liabilityLimit", "pets", "securitySystem", "claims", "moveInDate"),
            Vertical.COMMERCIAL, List.of("yearsInBusiness", "payroll", "locations", "vehicles", "claims"));

    private static final double DEPTH_POINTS = 0.8;
    private static final double MEDIUM_DEPTH = 0.5;

    /** Someone looked for insurance. */
    private static final Set<String> SEARCH = Set.of("organic", "direct", "google_ads", "bing_ads");
    /** Someone was shown insurance while doing something else. */
    private static final Set<String> INTERRUPTION = Set.of("facebook", "display", "affiliate", "social");

    private Features() {}

    static List<Feature> standard() {
        return List.of(
                finding("PHONE_DOUBTFUL", -1.4, "the phone number cannot be reached or is made up", "phone."),
                finding("EMAIL_DISPOSABLE", -1.1, "the e-mail is a disposable mailbox", "email.disposable"),
                finding("EMAIL_MISTYPED", -0.5, "the e-mail's domain looks mistyped", "email.domain_typo"),
                finding("ADDRESS_DOUBTFUL", -0.6, "ZIP and state do not fit together", "address."),
                when("CONSENT_GIVEN", 0.6, "consent to be contacted came with the lead", Features::hasConsent),
                when("CONSENT_PROVEN", 0.3, "a certificate of consent came with the lead", Features::hasCertificate),
                when("TRAFFIC_SEARCH", 0.4, "the person looked for insurance", lead -> isTraffic(lead, SEARCH)),
                when(
                        "TRAFFIC_INTERRUPTION",
                        -0.3,
                        "the person was shown an offer",
                        lead -> isTraffic(lead, INTERRUPTION)),
                when("INSURED_NOW", 0.5, "the person is insured now", lead -> isInsured(lead, true)),
                when("UNINSURED_NOW", -0.2, "the person is not insured now", lead -> isInsured(lead, false)),
                Features::depth);
    }

    private static Feature finding(String code, double points, String text, String prefix) {
        return when(
                code,
                points,
                text,
                lead -> lead.findings().stream()
                        .anyMatch(finding -> finding.code().startsWith(prefix)));
    }

    private static Feature when(String code, double points, String text, Predicate<ValidatedLead> condition) {
        Optional<Reason> reason = Optional.of(new Reason(code, points, text));
        return lead -> condition.test(lead) ? reason : Optional.empty();
    }

    /** From minus to plus half of the points, by the share of optional fields that are filled. */
    private static Optional<Reason> depth(ValidatedLead lead) {
        List<String> names = DEPTH.getOrDefault(lead.lead().vertical(), List.of());
        Map<String, Object> values = lead.lead().verticalData().values();
        double share = names.stream().filter(values::containsKey).count() / (double) Math.max(1, names.size());
        double effect = (share - MEDIUM_DEPTH) * DEPTH_POINTS;
        return effect == 0
                ? Optional.empty()
                : Optional.of(new Reason(
                        effect > 0 ? "DETAILS_MANY" : "DETAILS_FEW",
                        effect,
                        effect > 0 ? "most optional details are filled in" : "few optional details are filled in"));
    }

    private static boolean hasConsent(ValidatedLead lead) {
        return consent(lead).get("tcpa") instanceof Boolean given && given;
    }

    private static boolean hasCertificate(ValidatedLead lead) {
        Map<?, ?> consent = consent(lead);
        return consent.containsKey("trustedFormCertUrl") || consent.containsKey("jornayaLeadId");
    }

    private static Map<?, ?> consent(ValidatedLead lead) {
        Attributes further = lead.lead().further();
        return further.values().get("consent") instanceof Map<?, ?> consent ? consent : Map.of();
    }

    private static boolean isTraffic(ValidatedLead lead, Set<String> family) {
        return lead.lead()
                .source()
                .trafficSource()
                .map(source -> source.toLowerCase(Locale.ROOT))
                .filter(family::contains)
                .isPresent();
    }

    private static boolean isInsured(ValidatedLead lead, boolean expected) {
        return lead.lead()
                .verticalData()
                .flag("currentlyInsured")
                .filter(insured -> insured == expected)
                .isPresent();
    }
}
