package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;
import java.util.Set;

/**
 * {@code phone.toll_free}: a number that its owner pays for when called: a business's, not a person's. By the codes that the
 * numbering plan keeps for it, 822 too, which is not in use yet.
 */
final class PhoneTollFree implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.PHONE_TOLL_FREE,
            Pointers.PHONE,
            "a toll-free number",
            "ask for the number of the person's own phone");

    private static final Set<String> CODES = Set.of("800", "822", "833", "844", "855", "866", "877", "888");
    private static final int CODE_LENGTH = 3;

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        String national = NationalNumber.of(lead.contact().phone());
        return TEXT.brokenIf(
                national.length() == NationalNumber.LENGTH && CODES.contains(national.substring(0, CODE_LENGTH)));
    }
}
