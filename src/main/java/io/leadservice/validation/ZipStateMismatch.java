package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;

/** {@code address.zip_state_mismatch}: the ZIP is assigned, in another state than the one given. */
final class ZipStateMismatch implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.ADDRESS_ZIP_STATE_MISMATCH,
            Pointers.ZIP,
            "the ZIP lies in another state than the one given",
            "ask for both again");

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        String state = lead.contact().address().state();
        return TEXT.brokenIf(
                enrichment.place().filter(place -> !place.state().equals(state)).isPresent());
    }
}
