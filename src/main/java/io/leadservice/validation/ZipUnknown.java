package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;

/** {@code address.zip_unknown}: no such ZIP is assigned, as far as GeoNames knows. */
final class ZipUnknown implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.ADDRESS_ZIP_UNKNOWN, Pointers.ZIP, "no such ZIP is assigned", "ask for the ZIP of the address");

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return TEXT.brokenIf(enrichment.place().isEmpty());
    }
}
