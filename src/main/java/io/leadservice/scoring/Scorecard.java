package io.leadservice.scoring;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Score;
import io.leadservice.lead.Score.Reason;
import io.leadservice.lead.Score.Tier;
import io.leadservice.lead.ValidatedLead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An additive scorecard: points in log-odds that are plain judgement of what makes a lead reachable and ready to buy. It
 * is not trained, and has not been shown to predict anyone's conversions; every score says so by its training basis.
 *
 * <p>It looks at contact quality, consent, present insurance, traffic source and completeness, never at sex, marital
 * status, race, religion, origin, health, names, or where in a state a person lives.
 */
public final class Scorecard implements Scorer {

    private static final Score.Model MODEL = new Score.Model("scorecard", "1", "embedded", "JUDGEMENT");
    private static final double INTERCEPT = 0.2;
    private static final double TIER_A = 0.75;
    private static final double TIER_B = 0.5;
    private static final double TIER_C = 0.25;
    private static final int MANY_FIELDS = 8;

    private static final Map<String, Double> FINDING_POINTS = Map.of(
            "phone.invalid", -1.2,
            "phone.fictional", -1.5,
            "email.disposable", -1.4,
            "email.domain_typo", -0.6,
            "address.zip_unknown", -0.5,
            "address.zip_state_mismatch", -0.4);
    private static final Map<String, Double> SOURCE_POINTS = Map.of(
            "referral", 0.6,
            "organic", 0.4,
            "google_ads", 0.3,
            "email", 0.1,
            "facebook", -0.1,
            "affiliate", -0.3);

    @Override
    public Score score(ValidatedLead lead) {
        List<Reason> reasons = reasons(lead);
        double logit = INTERCEPT + reasons.stream().mapToDouble(Reason::effect).sum();
        double value = 1 / (1 + StrictMath.exp(-logit));
        return new Score(value, tier(value), INTERCEPT, reasons, MODEL);
    }

    private static List<Reason> reasons(ValidatedLead lead) {
        List<Reason> reasons = new ArrayList<>();
        for (Finding finding : lead.findings()) {
            Double points = FINDING_POINTS.get(finding.code());
            if (points != null) {
                reasons.add(
                        new Reason(code("FINDING_" + finding.code()), points, "Validation found " + finding.code()));
            }
        }
        lead.lead().source().trafficSource().ifPresent(source -> {
            Double points = SOURCE_POINTS.get(source);
            if (points != null) {
                reasons.add(new Reason(code("SOURCE_" + source), points, "Traffic source " + source));
            }
        });
        if (lead.lead().further().values().get("consent") instanceof Map<?, ?> consent
                && Boolean.TRUE.equals(consent.get("tcpa"))) {
            reasons.add(new Reason("CONSENT", 0.5, "Consent to be contacted is documented"));
        }
        insured(lead.lead().verticalData(), reasons);
        reasons.sort(Comparator.comparingDouble((Reason reason) -> Math.abs(reason.effect()))
                .reversed());
        return reasons;
    }

    private static void insured(Attributes data, List<Reason> reasons) {
        data.flag("currentlyInsured")
                .ifPresent(insured -> reasons.add(
                        insured
                                ? new Reason("CURRENTLY_INSURED", 0.4, "Insured now, so shopping for a better offer")
                                : new Reason("NOT_INSURED", -0.2, "Not insured now")));
        if (data.values().size() >= MANY_FIELDS) {
            reasons.add(new Reason("COMPLETE", 0.3, "Most optional fields are filled in"));
        }
    }

    private static Tier tier(double value) {
        if (value >= TIER_A) {
            return Tier.A;
        }
        if (value >= TIER_B) {
            return Tier.B;
        }
        return value >= TIER_C ? Tier.C : Tier.D;
    }

    private static String code(String text) {
        return text.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
