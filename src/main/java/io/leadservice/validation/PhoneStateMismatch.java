package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.PhoneLine;
import io.leadservice.lead.RuleCode;
import java.util.List;

/**
 * {@code phone.state_mismatch}: the area code belongs to another state or province than the address. A weak sign, since
 * people take their number along when they move.
 */
final class PhoneStateMismatch implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.PHONE_STATE_MISMATCH,
            Pointers.PHONE,
            "the area code belongs to another state than the address",
            "ask whether both are right");

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        String state = lead.contact().address().state();
        return TEXT.brokenIf(enrichment
                .line()
                .flatMap(PhoneLine::region)
                .filter(region -> !region.equals(state))
                .isPresent());
    }
}
