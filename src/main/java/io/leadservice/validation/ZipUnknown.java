package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.Optional;

/** {@code address.zip_unknown}: the Postal Service has not assigned the range in which the ZIP lies. */
final class ZipUnknown implements Rule {

    private final ZipStates zips;

    ZipUnknown(ZipStates zips) {
        this.zips = zips;
    }

    @Override
    public Optional<Finding> check(Lead lead, Enrichment enrichment) {
        return zips.state(lead.contact().address().zip5()).isPresent()
                ? Optional.empty()
                : Optional.of(new Finding(
                        "address.zip_unknown",
                        Severity.FLAG,
                        "/contact_info/address/zip",
                        "no such ZIP is assigned: ask for the ZIP of the address"));
    }
}
