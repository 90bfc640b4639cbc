package io.leadservice.scoring;

import io.leadservice.lead.Finding;
import io.leadservice.lead.PhoneLine;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the contact held up against the rules, age and state. Nothing is derived from the name. */
final class ContactFeatures {

    private static final Bands AGES = Bands.from(18, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85);
    private static final Set<String> INSTITUTIONS = Set.of("edu", "gov", "mil");

    private ContactFeatures() {}

    static List<LeadFeature> of(Vertical vertical) {
        List<LeadFeature> features = new ArrayList<>();
        if (vertical != Vertical.COMMERCIAL) {
            features.add(new LeadFeature("age", lead -> lead.enrichment().age().flatMap(AGES::band)));
        }
        features.add(new LeadFeature(
                "state", lead -> Optional.of(lead.lead().contact().address().state())));
        features.add(new LeadFeature("address_check", ContactFeatures::addressCheck));
        features.add(new LeadFeature("email_kind", ContactFeatures::emailKind));
        features.add(new LeadFeature("phone_kind", ContactFeatures::phoneKind));
        features.add(new LeadFeature("phone_area", ContactFeatures::phoneArea));
        features.add(new LeadFeature("device_check", ContactFeatures::deviceCheck));
        return List.copyOf(features);
    }

    private static Optional<String> addressCheck(ValidatedLead lead) {
        if (found(lead, "address.zip_unknown")) {
            return Optional.of("zip_unknown");
        }
        if (found(lead, "address.zip_state_mismatch")) {
            return Optional.of("state_mismatch");
        }
        return Optional.of(found(lead, "address.po_box") ? "po_box" : "agrees");
    }

    private static Optional<String> emailKind(ValidatedLead lead) {
        if (found(lead, "email.disposable")) {
            return Optional.of("disposable");
        }
        if (found(lead, "email.domain_typo")) {
            return Optional.of("mistyped");
        }
        if (found(lead, "email.role")) {
            return Optional.of("role");
        }
        if (lead.enrichment().freeMail()) {
            return Optional.of("free");
        }
        String email = lead.enrichment().email();
        String ending = email.substring(email.lastIndexOf('.') + 1);
        return Optional.of(INSTITUTIONS.contains(ending) ? "institution" : "other");
    }

    private static Optional<String> phoneKind(ValidatedLead lead) {
        if (found(lead, "phone.invalid")) {
            return Optional.of("invalid");
        }
        if (found(lead, "phone.fictional")) {
            return Optional.of("fictional");
        }
        return lead.enrichment().line().map(line -> switch (line.kind()) {
            case FIXED_LINE_OR_MOBILE -> "valid";
            case TOLL_FREE -> "toll_free";
            case PREMIUM_RATE, PERSONAL, OTHER -> "other";
        });
    }

    /** Whether the area code belongs to the state of the address. */
    private static Optional<String> phoneArea(ValidatedLead lead) {
        String state = lead.lead().contact().address().state();
        return lead.enrichment()
                .line()
                .flatMap(PhoneLine::region)
                .map(region -> region.equals(state) ? "agrees" : "differs");
    }

    private static Optional<String> deviceCheck(ValidatedLead lead) {
        if (found(lead, "device.")) {
            return Optional.of("doubtful");
        }
        return lead.lead().further().values().containsKey("device_info") ? Optional.of("plausible") : Optional.empty();
    }

    /** Whether a rule found something, by its code or the beginning of it. */
    static boolean found(ValidatedLead lead, String code) {
        for (Finding finding : lead.findings()) {
            if (finding.code().startsWith(code)) {
                return true;
            }
        }
        return false;
    }
}
