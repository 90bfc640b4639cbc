package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.NormalText;
import io.leadservice.lead.RuleCode;
import java.util.List;

/**
 * {@code name.suspicious}: a name that is typed to test a form or to mock it: a word of the list, a full name of the list, or
 * fingers running over the keyboard. Never a name for being rare, short or foreign.
 */
final class NameSuspicious implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.NAME_SUSPICIOUS,
            "/contact_info/firstName",
            "looks like no one's name",
            "ask for the name as it stands on a driver's license");

    private final SuspiciousNames names;

    NameSuspicious(SuspiciousNames names) {
        this.names = names;
    }

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return enrichment.text().map(this::check).orElse(List.of());
    }

    private List<Breach> check(NormalText text) {
        String first = SuspiciousNames.folded(text.firstName());
        String last = SuspiciousNames.folded(text.lastName());
        if (KeyboardMash.isMash(first) || names.isListed(first) || names.areListed(first, last)) {
            return TEXT.broken();
        }
        return KeyboardMash.isMash(last) || names.isListed(last)
                ? List.of(TEXT.at("/contact_info/lastName"))
                : List.of();
    }
}
